CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"siret" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"frequency" text NOT NULL,
	"content" text NOT NULL,
	"period_end" timestamp (3) with time zone NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	"refs" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"siret" text NOT NULL,
	"delivery_id" uuid,
	"recipient_id" uuid,
	"about" uuid,
	"envelope" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"held_until" timestamp (3) with time zone,
	"last_attempt_at" timestamp (3) with time zone,
	"last_code" text,
	"next_attempt_at" timestamp (3) with time zone,
	"accepted_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "mails" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recipients" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"siret" text NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"token_hash" "bytea",
	"token_expires_at" timestamp (3) with time zone,
	"confirmed_at" timestamp (3) with time zone,
	"refused_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "recipients" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "mail_frequency" text;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "mail_content" text DEFAULT 'avis' NOT NULL;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "mail_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "mail_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "free_mail_allowed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "delivery_id" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipients" ADD CONSTRAINT "recipients_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_by_period" ON "deliveries" USING btree ("siret","period_end");--> statement-breakpoint
CREATE UNIQUE INDEX "mails_by_delivery" ON "mails" USING btree ("delivery_id","recipient_id");--> statement-breakpoint
CREATE INDEX "mails_by_recipient" ON "mails" USING btree ("recipient_id");--> statement-breakpoint
CREATE INDEX "mails_by_about" ON "mails" USING btree ("about");--> statement-breakpoint
CREATE INDEX "mails_under_way" ON "mails" USING btree ("siret","created_at") WHERE "mails"."accepted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "recipients_by_email" ON "recipients" USING btree ("siret","email") WHERE "recipients"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "recipients_by_token" ON "recipients" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "collectivites_by_mail_due" ON "collectivites" USING btree ("mail_due_at");--> statement-breakpoint
CREATE INDEX "submissions_not_delivered" ON "submissions" USING btree ("siret","created_at","id") WHERE "submissions"."delivery_id" is null and not "submissions"."example";--> statement-breakpoint
CREATE POLICY "deliveries_of_the_tenant" ON "deliveries" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
CREATE POLICY "mails_of_the_tenant" ON "mails" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
CREATE POLICY "recipients_of_the_tenant" ON "recipients" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
-- Row-level security also for the tables' owner, and only what the service does.
ALTER TABLE recipients FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE deliveries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON recipients TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON deliveries TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON mails TO qf_app;
