CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"siret" text NOT NULL,
	"submission_id" uuid NOT NULL,
	"envelope" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attachments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "accepts_without_franceconnect" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "daily_counts" ADD COLUMN "sent_without_franceconnect" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_by_submission" ON "attachments" USING btree ("siret","submission_id");--> statement-breakpoint
CREATE POLICY "attachments_of_the_tenant" ON "attachments" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
-- Row-level security also for the table's owner, and only what the service does.
ALTER TABLE attachments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON attachments TO qf_app;
