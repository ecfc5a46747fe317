"""One editor a kind of item: `factory` looks the kind up, `Field` frames the editor."""
