-- The unguessable code in a notice by which its reader ends the notices with one tap.
ALTER TABLE subscriptions ADD COLUMN code TEXT NOT NULL DEFAULT '';
