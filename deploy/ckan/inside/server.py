"""gunicorn's settings: load CKAN once, then fork. Halves the start and the memory of a development machine."""

preload_app = True
worker_class = "sync"
timeout = 120
graceful_timeout = 10
control_socket_disable = True


def post_fork(_server: object, _worker: object) -> None:
    """Database connections belong to the parent: every worker opens its own."""
    from ckan import model  # noqa: PLC0415 - only after the application is loaded
    from ckanext.datastore.backend.postgres import get_read_engine, get_write_engine  # noqa: PLC0415

    model.Session.remove()
    for engine in (model.meta.engine, get_read_engine(), get_write_engine()):
        engine.dispose(close=False)
