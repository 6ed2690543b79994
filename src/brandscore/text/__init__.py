"""Thai text: one spelling for many, without any knowledge of brands."""
