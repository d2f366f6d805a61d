using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pilot.Functions.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Audit",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Who = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    SubmissionNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Completions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    LearnerRef = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AimRef = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    StartDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LearnerKey = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    CompStatus = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    ActualEndDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    WithdrawReason = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    AchievementDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Grade = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    ExitAward = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    CreditsAchieved = table.Column<int>(type: "INTEGER", nullable: true),
                    AchievementEvidenceRef = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    DestType = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    DestCode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    DestStartDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DestCollectedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    MedtechRole = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    DestSoc2020 = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    JobInWmca = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    NewOrProgressed = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    DestEvidence = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    DestEvidenceRef = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    ClaimCompletionGbp = table.Column<decimal>(type: "TEXT", precision: 18, scale: 2, nullable: true),
                    ClaimOutcomeGbp = table.Column<decimal>(type: "TEXT", precision: 18, scale: 2, nullable: true),
                    ReportedInError = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Completions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Enrolments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    LearnerRef = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AimRef = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    StartDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LearnerKey = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    TemporaryUln = table.Column<bool>(type: "INTEGER", nullable: false),
                    AgeAtStart = table.Column<int>(type: "INTEGER", nullable: false),
                    AgeBand = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Sex = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Ethnicity = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Lldd = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    PriorAttainment = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    EmploymentStatus = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    HomeOutward = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    HomeCouncil = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    HomeInWmca = table.Column<bool>(type: "INTEGER", nullable: false),
                    HomeInZone = table.Column<bool>(type: "INTEGER", nullable: false),
                    DeliveryOutward = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    DeliveryCouncil = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    DeliveryInWmca = table.Column<bool>(type: "INTEGER", nullable: false),
                    DeliveryInZone = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreditsPlanned = table.Column<int>(type: "INTEGER", nullable: true),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    PlannedEndDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Restart = table.Column<bool>(type: "INTEGER", nullable: false),
                    OriginalStartDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    FundingRoute = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    IzFunded = table.Column<bool>(type: "INTEGER", nullable: false),
                    OtherPublicFunding = table.Column<bool>(type: "INTEGER", nullable: false),
                    EmployerSponsored = table.Column<bool>(type: "INTEGER", nullable: false),
                    StartEvidenceRef = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    ClaimStartGbp = table.Column<decimal>(type: "TEXT", precision: 18, scale: 2, nullable: true),
                    ReportedInError = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Enrolments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Judgements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Ukprn = table.Column<int>(type: "INTEGER", nullable: false),
                    SubmissionNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    AsOf = table.Column<DateTime>(type: "TEXT", nullable: false),
                    JudgedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SettingsVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Period = table.Column<string>(type: "TEXT", maxLength: 6, nullable: true),
                    PreparedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Nil = table.Column<bool>(type: "INTEGER", nullable: false),
                    Interim = table.Column<bool>(type: "INTEGER", nullable: false),
                    Late = table.Column<bool>(type: "INTEGER", nullable: false),
                    PeriodClosed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    AcceptedRows = table.Column<int>(type: "INTEGER", nullable: false),
                    RejectedRows = table.Column<int>(type: "INTEGER", nullable: false),
                    Warnings = table.Column<int>(type: "INTEGER", nullable: false),
                    ClaimedGbp = table.Column<decimal>(type: "TEXT", precision: 18, scale: 2, nullable: false),
                    AcceptedClaimGbp = table.Column<decimal>(type: "TEXT", precision: 18, scale: 2, nullable: false),
                    RejectedLearners = table.Column<string>(type: "TEXT", nullable: false),
                    DecisionsHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Receipt = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Judgements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "LedgerLines",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Sheet = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OfficeFileNumber = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Marks",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Marks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "OfficeFiles",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BlobName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ETag = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SentBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Template = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    SettingsVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    Receipt = table.Column<string>(type: "TEXT", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficeFiles", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "RuleCounts",
                columns: table => new
                {
                    JudgementId = table.Column<long>(type: "INTEGER", nullable: false),
                    RuleId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Severity = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RuleCounts", x => new { x.JudgementId, x.RuleId });
                });

            migrationBuilder.CreateTable(
                name: "Runs",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Period = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    SettingsVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    InputsHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FactsAsOf = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EngineVersion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FilesAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Lines = table.Column<string>(type: "TEXT", nullable: false),
                    Earnings = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PublishedCells = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Runs", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Settings",
                columns: table => new
                {
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PreparedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    OfficeFileNumber = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settings", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "Submissions",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Ukprn = table.Column<int>(type: "INTEGER", nullable: true),
                    Folder = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    BlobName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ETag = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SentBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    DuplicateOf = table.Column<int>(type: "INTEGER", nullable: true),
                    JudgementId = table.Column<long>(type: "INTEGER", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Submissions", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_SubmissionNumber_Version",
                table: "Judgements",
                columns: new[] { "SubmissionNumber", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LedgerLines_Reference",
                table: "LedgerLines",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OfficeFiles_BlobName_ETag",
                table: "OfficeFiles",
                columns: new[] { "BlobName", "ETag" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_InputsHash",
                table: "Runs",
                column: "InputsHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Period_Kind_Revision",
                table: "Runs",
                columns: new[] { "Period", "Kind", "Revision" });

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_BlobName_ETag",
                table: "Submissions",
                columns: new[] { "BlobName", "ETag" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_Status",
                table: "Submissions",
                column: "Status");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_Ukprn_Sha256",
                table: "Submissions",
                columns: new[] { "Ukprn", "Sha256" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Audit");

            migrationBuilder.DropTable(
                name: "Completions");

            migrationBuilder.DropTable(
                name: "Enrolments");

            migrationBuilder.DropTable(
                name: "Judgements");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "LedgerLines");

            migrationBuilder.DropTable(
                name: "Marks");

            migrationBuilder.DropTable(
                name: "OfficeFiles");

            migrationBuilder.DropTable(
                name: "RuleCounts");

            migrationBuilder.DropTable(
                name: "Runs");

            migrationBuilder.DropTable(
                name: "Settings");

            migrationBuilder.DropTable(
                name: "Submissions");
        }
    }
}
