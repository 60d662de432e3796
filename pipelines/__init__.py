"""Hiraku: municipal tables read, repaired where certain, refereed and published whole."""
