ALTER TABLE "opening_lines" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "opening_lines" ADD COLUMN "business_contact" text;--> statement-breakpoint
ALTER TABLE "opening_lines" ADD COLUMN "data_protection_officer" text;--> statement-breakpoint
ALTER TABLE "opening_lists" ADD COLUMN "ignored_columns" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "collectivites_by_word" ON "collectivites" USING gin (array_to_tsvector(array_remove(string_to_array("search_key", ' '), '')));--> statement-breakpoint
CREATE INDEX "communes_by_siren" ON "communes" USING btree ("siren");--> statement-breakpoint
CREATE INDEX "communes_by_word" ON "communes" USING gin (array_to_tsvector(array_remove(string_to_array("search_key", ' '), '')));--> statement-breakpoint
-- A job opens for some seconds and asks for the next one: when its process dies, another goes on within two minutes.
UPDATE pgboss.queue SET expire_seconds = 60 WHERE name = 'openings';
