-- Counters of the last minutes: not worth the write-ahead log, and a crash may forget them.
CREATE UNLOGGED TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "sent_transmissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sender" "bytea" NOT NULL,
	"envelope" "bytea" NOT NULL,
	"last_day" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "opened_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "sent_transmissions_by_sender" ON "sent_transmissions" USING btree ("sender");--> statement-breakpoint
CREATE INDEX "sent_transmissions_by_last_day" ON "sent_transmissions" USING btree ("last_day");--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits, sent_transmissions TO qf_app;
