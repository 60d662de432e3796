"""What a section needs to begin with: blank templates and worked examples of the national tables."""
