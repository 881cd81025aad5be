CREATE TABLE "master_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"proof" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "operator_act_heads" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"seq" bigint NOT NULL,
	"mac" "bytea" NOT NULL,
	"cut_seq" bigint,
	"cut_mac" "bytea",
	"cut_proof" "bytea",
	CONSTRAINT "operator_act_heads_one" CHECK ("operator_act_heads"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "operator_acts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
-- No release held acts that were not chained.
DELETE FROM operator_acts;--> statement-breakpoint
ALTER TABLE "operator_acts" RENAME COLUMN "id" TO "seq";--> statement-breakpoint
ALTER TABLE "operator_acts" ALTER COLUMN "seq" DROP IDENTITY;--> statement-breakpoint
ALTER TABLE "operator_acts" ALTER COLUMN "operator_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD COLUMN "cut_seq" bigint;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD COLUMN "cut_mac" "bytea";--> statement-breakpoint
ALTER TABLE "audit_heads" ADD COLUMN "cut_proof" "bytea";--> statement-breakpoint
ALTER TABLE "operator_acts" ADD COLUMN "mac" "bytea" NOT NULL;--> statement-breakpoint
CREATE POLICY "audit_events_past" ON "audit_events" AS RESTRICTIVE FOR DELETE TO "qf_app" USING (at < now() - interval '36 months');--> statement-breakpoint
CREATE POLICY "operator_acts_read" ON "operator_acts" AS PERMISSIVE FOR SELECT TO "qf_app" USING (true);--> statement-breakpoint
CREATE POLICY "operator_acts_added" ON "operator_acts" AS PERMISSIVE FOR INSERT TO "qf_app" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "operator_acts_past" ON "operator_acts" AS PERMISSIVE FOR DELETE TO "qf_app" USING (at < now() - interval '36 months');--> statement-breakpoint
-- Row-level security also for the table's owner, and only what the service does.
ALTER TABLE operator_acts FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON operator_act_heads TO qf_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON master_keys TO qf_app;--> statement-breakpoint
-- Data keys are wrapped anew when master keys are changed.
GRANT UPDATE ON data_keys TO qf_app;--> statement-breakpoint
-- What has reached its end goes; of the traces the policies above let nothing go before.
GRANT DELETE ON audit_events, operator_acts, operators, recipients, reconciliations TO qf_app;
