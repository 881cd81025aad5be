CREATE TABLE "contacts" (
	"siret" text NOT NULL,
	"kind" text NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contacts_siret_kind_pk" PRIMARY KEY("siret","kind")
);
--> statement-breakpoint
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "daily_counts" (
	"siret" text NOT NULL,
	"day" date NOT NULL,
	"views" integer DEFAULT 0 NOT NULL,
	"departures" integer DEFAULT 0 NOT NULL,
	"arrivals" integer DEFAULT 0 NOT NULL,
	"reviews" integer DEFAULT 0 NOT NULL,
	"transmissions" integer DEFAULT 0 NOT NULL,
	"cancellations" integer DEFAULT 0 NOT NULL,
	"reads" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "daily_counts_siret_day_pk" PRIMARY KEY("siret","day")
);
--> statement-breakpoint
CREATE TABLE "datapass_differences" (
	"habilitation_id" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"organization_siret" text,
	"found_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "datapass_events" (
	"arrival" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "datapass_events_arrival_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"model_id" bigint NOT NULL,
	"definition" text NOT NULL,
	"event" text NOT NULL,
	"fired_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"concerned" boolean NOT NULL,
	"organization_siret" text,
	"request_state" text,
	"authorized" boolean,
	"envelope" "bytea",
	"processed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "editor_origins" (
	"origin" text PRIMARY KEY NOT NULL,
	"editor" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "habilitations" (
	"id" bigint PRIMARY KEY NOT NULL,
	"definition" text NOT NULL,
	"organization_siret" text,
	"request_state" text,
	"active" boolean NOT NULL,
	"changed_at" timestamp (3) with time zone,
	"waits_for" text,
	"transfer_siret" text,
	"accepted_siret" text,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "opening_lines" (
	"list_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"organization_siret" text NOT NULL,
	"code_cog" text,
	"emails" text[] NOT NULL,
	"outcome" text,
	CONSTRAINT "opening_lines_list_id_line_pk" PRIMARY KEY("list_id","line")
);
--> statement-breakpoint
CREATE TABLE "opening_lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "operator_acts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "operator_acts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"operator_id" uuid NOT NULL,
	"act" text NOT NULL,
	"organization_siret" text,
	"concerned" text
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"seen" integer DEFAULT 0 NOT NULL,
	"opened" integer DEFAULT 0 NOT NULL,
	"failed_code" text
);
--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "editor" text;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "mail_failed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "daily_counts_by_day" ON "daily_counts" USING btree ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "datapass_events_once" ON "datapass_events" USING btree ("model_id","event","fired_at");--> statement-breakpoint
CREATE INDEX "datapass_events_kept" ON "datapass_events" USING btree ("processed_at") WHERE "datapass_events"."envelope" is not null;--> statement-breakpoint
CREATE INDEX "datapass_events_by_organization" ON "datapass_events" USING btree ("organization_siret");--> statement-breakpoint
CREATE INDEX "habilitations_by_organization" ON "habilitations" USING btree ("organization_siret");--> statement-breakpoint
CREATE INDEX "habilitations_waiting" ON "habilitations" USING btree ("id") WHERE "habilitations"."waits_for" is not null;--> statement-breakpoint
CREATE INDEX "operator_acts_by_organization" ON "operator_acts" USING btree ("organization_siret");--> statement-breakpoint
CREATE UNIQUE INDEX "operators_by_email" ON "operators" USING btree ("email");--> statement-breakpoint
CREATE INDEX "collectivites_by_code_cog" ON "collectivites" USING btree ("code_cog");--> statement-breakpoint
CREATE POLICY "contacts_of_the_tenant" ON "contacts" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
-- Row-level security also for the tables' owner, and only what the service does.
ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts, datapass_differences, editor_origins, opening_lists, opening_lines TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON datapass_events, habilitations, reconciliations, operators, daily_counts TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON operator_acts TO qf_app;
--> statement-breakpoint
-- The key of a closed collectivité is erased, and with it all that it sealed; so is the history of its files.
GRANT DELETE ON data_keys, exports TO qf_app;
--> statement-breakpoint
-- Events of DataPass by the demande they are about, lists of collectivités to open, and what is done each night.
SELECT pgboss.create_queue('datapass', '{"policy":"short","retryLimit":12,"retryDelay":5,"retryBackoff":true,"expireInSeconds":600,"deadLetter":"dead"}');
--> statement-breakpoint
SELECT pgboss.create_queue('openings', '{"policy":"short","retryLimit":12,"retryDelay":5,"retryBackoff":true,"expireInSeconds":1800,"deadLetter":"dead"}');
--> statement-breakpoint
SELECT pgboss.create_queue('nightly', '{"policy":"short","retryLimit":2,"retryDelay":600,"expireInSeconds":3000}');
--> statement-breakpoint
INSERT INTO pgboss.schedule (name, cron, timezone) VALUES ('nightly', '23 2 * * *', 'Europe/Paris');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO qf_app;
