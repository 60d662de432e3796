import org.apache.solr.embedded.JettyConfig;
import org.apache.solr.embedded.JettySolrRunner;

/** Serves one Solr home on 127.0.0.1: there is no Solr server package to install, only its jars. */
public class Solr {
    public static void main(String[] args) throws Exception {
        JettyConfig config = JettyConfig.builder().setPort(Integer.parseInt(args[1])).build();
        JettySolrRunner runner = new JettySolrRunner(args[0], config);
        runner.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                runner.stop();  // closes the cores, so that the index needs no replay at the next start
            } catch (Exception e) {
                e.printStackTrace();
            }
        }));
        Thread.currentThread().join();
    }
}
