using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pilot.Functions.Data.Migrations.SqlServer
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
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Who = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    What = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    SubmissionNumber = table.Column<int>(type: "int", nullable: true),
                    Detail = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Completions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    LearnerRef = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    AimRef = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    StartDate = table.Column<DateOnly>(type: "date", nullable: false),
                    LearnerKey = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    CompStatus = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    ActualEndDate = table.Column<DateOnly>(type: "date", nullable: false),
                    WithdrawReason = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    AchievementDate = table.Column<DateOnly>(type: "date", nullable: true),
                    Grade = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    ExitAward = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    CreditsAchieved = table.Column<int>(type: "int", nullable: true),
                    AchievementEvidenceRef = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    DestType = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    DestCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    DestStartDate = table.Column<DateOnly>(type: "date", nullable: true),
                    DestCollectedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    MedtechRole = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    DestSoc2020 = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    JobInWmca = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    NewOrProgressed = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    DestEvidence = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    DestEvidenceRef = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    ClaimCompletionGbp = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: true),
                    ClaimOutcomeGbp = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: true),
                    ReportedInError = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Completions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Enrolments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    LearnerRef = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    AimRef = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    StartDate = table.Column<DateOnly>(type: "date", nullable: false),
                    LearnerKey = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    TemporaryUln = table.Column<bool>(type: "bit", nullable: false),
                    AgeAtStart = table.Column<int>(type: "int", nullable: false),
                    AgeBand = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Sex = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Ethnicity = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Lldd = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    PriorAttainment = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    EmploymentStatus = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    HomeOutward = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    HomeCouncil = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    HomeInWmca = table.Column<bool>(type: "bit", nullable: false),
                    HomeInZone = table.Column<bool>(type: "bit", nullable: false),
                    DeliveryOutward = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    DeliveryCouncil = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    DeliveryInWmca = table.Column<bool>(type: "bit", nullable: false),
                    DeliveryInZone = table.Column<bool>(type: "bit", nullable: false),
                    CreditsPlanned = table.Column<int>(type: "int", nullable: true),
                    Mode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    PlannedEndDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Restart = table.Column<bool>(type: "bit", nullable: false),
                    OriginalStartDate = table.Column<DateOnly>(type: "date", nullable: true),
                    FundingRoute = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    IzFunded = table.Column<bool>(type: "bit", nullable: false),
                    OtherPublicFunding = table.Column<bool>(type: "bit", nullable: false),
                    EmployerSponsored = table.Column<bool>(type: "bit", nullable: false),
                    StartEvidenceRef = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    ClaimStartGbp = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: true),
                    ReportedInError = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Enrolments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Judgements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Ukprn = table.Column<int>(type: "int", nullable: false),
                    SubmissionNumber = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    AsOf = table.Column<DateTime>(type: "datetime2", nullable: false),
                    JudgedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SettingsVersion = table.Column<int>(type: "int", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    Period = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: true),
                    PreparedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Nil = table.Column<bool>(type: "bit", nullable: false),
                    Interim = table.Column<bool>(type: "bit", nullable: false),
                    Late = table.Column<bool>(type: "bit", nullable: false),
                    PeriodClosed = table.Column<bool>(type: "bit", nullable: false),
                    Rows = table.Column<int>(type: "int", nullable: false),
                    AcceptedRows = table.Column<int>(type: "int", nullable: false),
                    RejectedRows = table.Column<int>(type: "int", nullable: false),
                    Warnings = table.Column<int>(type: "int", nullable: false),
                    ClaimedGbp = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    AcceptedClaimGbp = table.Column<decimal>(type: "decimal(18,2)", precision: 18, scale: 2, nullable: false),
                    RejectedLearners = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    DecisionsHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Receipt = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Judgements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Owner = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "LedgerLines",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Sheet = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OfficeFileNumber = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Marks",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Marks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "OfficeFiles",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    BlobName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ETag = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SentBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Template = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    SettingsVersion = table.Column<int>(type: "int", nullable: true),
                    Receipt = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficeFiles", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "RuleCounts",
                columns: table => new
                {
                    JudgementId = table.Column<long>(type: "bigint", nullable: false),
                    RuleId = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Severity = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Rows = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RuleCounts", x => new { x.JudgementId, x.RuleId });
                });

            migrationBuilder.CreateTable(
                name: "Runs",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Period = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    SettingsVersion = table.Column<int>(type: "int", nullable: false),
                    InputsHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    FactsAsOf = table.Column<DateTime>(type: "datetime2", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EngineVersion = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FilesAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Lines = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Earnings = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    PublishedCells = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Runs", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Settings",
                columns: table => new
                {
                    Version = table.Column<int>(type: "int", nullable: false),
                    Json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PreparedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    OfficeFileNumber = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settings", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "Submissions",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Ukprn = table.Column<int>(type: "int", nullable: true),
                    Folder = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    BlobName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ETag = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Length = table.Column<long>(type: "bigint", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SentBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    DuplicateOf = table.Column<int>(type: "int", nullable: true),
                    JudgementId = table.Column<long>(type: "bigint", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2", nullable: true)
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
