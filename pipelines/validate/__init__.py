"""The referee: conformance to the Table Schema, rules across fields, personal data, machine readability."""
