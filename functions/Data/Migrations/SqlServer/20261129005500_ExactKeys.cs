using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pilot.Functions.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ExactKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Receipts",
                columns: table => new
                {
                    JudgementId = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Receipts", x => x.JudgementId);
                });

            migrationBuilder.Sql("EXEC(N'INSERT INTO Receipts (JudgementId, Text) SELECT Id, Receipt FROM Judgements WHERE Receipt <> N''''')");

            migrationBuilder.DropColumn(
                name: "Receipt",
                table: "Judgements");

            // A column that an index or a key rests on keeps its collation.
            migrationBuilder.DropIndex(name: "IX_Submissions_BlobName_ETag", table: "Submissions");
            migrationBuilder.DropIndex(name: "IX_Submissions_Ukprn_Sha256", table: "Submissions");
            migrationBuilder.DropIndex(name: "IX_OfficeFiles_BlobName_ETag", table: "OfficeFiles");
            migrationBuilder.DropPrimaryKey(name: "PK_Marks", table: "Marks");
            migrationBuilder.DropPrimaryKey(name: "PK_Leases", table: "Leases");

            migrationBuilder.DropIndex(
                name: "IX_LedgerLines_Reference",
                table: "LedgerLines");

            migrationBuilder.AlterColumn<string>(
                name: "Sha256",
                table: "Submissions",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "Folder",
                table: "Submissions",
                type: "nvarchar(60)",
                maxLength: 60,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(60)",
                oldMaxLength: 60);

            migrationBuilder.AlterColumn<string>(
                name: "ETag",
                table: "Submissions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100);

            migrationBuilder.AlterColumn<string>(
                name: "BlobName",
                table: "Submissions",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400);

            migrationBuilder.AddColumn<string>(
                name: "SentByAccount",
                table: "Submissions",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "ETag",
                table: "OfficeFiles",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100);

            migrationBuilder.AlterColumn<string>(
                name: "BlobName",
                table: "OfficeFiles",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedBy",
                table: "OfficeFiles",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedByAccount",
                table: "OfficeFiles",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "SentByAccount",
                table: "OfficeFiles",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "Value",
                table: "Marks",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "Marks",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100);

            migrationBuilder.AddColumn<string>(
                name: "ReferenceKey",
                table: "LedgerLines",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "Owner",
                table: "Leases",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(200)",
                oldMaxLength: 200);

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "Leases",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                collation: "Latin1_General_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100);

            migrationBuilder.AddColumn<string>(
                name: "Account",
                table: "Downloads",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_BIN2");

            // Distinct, as they were before; the program makes keys of them (KeyLedgerReferences).
            migrationBuilder.Sql("EXEC(N'UPDATE LedgerLines SET ReferenceKey = Reference')");

            migrationBuilder.AddPrimaryKey(name: "PK_Marks", table: "Marks", column: "Name");
            migrationBuilder.AddPrimaryKey(name: "PK_Leases", table: "Leases", column: "Name");
            migrationBuilder.CreateIndex(name: "IX_Submissions_BlobName_ETag", table: "Submissions", columns: ["BlobName", "ETag"], unique: true);
            migrationBuilder.CreateIndex(name: "IX_Submissions_Ukprn_Sha256", table: "Submissions", columns: ["Ukprn", "Sha256"]);
            migrationBuilder.CreateIndex(name: "IX_OfficeFiles_BlobName_ETag", table: "OfficeFiles", columns: ["BlobName", "ETag"], unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LedgerLines_ReferenceKey",
                table: "LedgerLines",
                column: "ReferenceKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Enrolments_LearnerKey",
                table: "Enrolments",
                column: "LearnerKey");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Receipt",
                table: "Judgements",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("EXEC(N'UPDATE Judgements SET Receipt = (SELECT Text FROM Receipts WHERE JudgementId = Judgements.Id) WHERE Id IN (SELECT JudgementId FROM Receipts)')");

            migrationBuilder.DropTable(
                name: "Receipts");

            migrationBuilder.DropIndex(name: "IX_Submissions_BlobName_ETag", table: "Submissions");
            migrationBuilder.DropIndex(name: "IX_Submissions_Ukprn_Sha256", table: "Submissions");
            migrationBuilder.DropIndex(name: "IX_OfficeFiles_BlobName_ETag", table: "OfficeFiles");
            migrationBuilder.DropPrimaryKey(name: "PK_Marks", table: "Marks");
            migrationBuilder.DropPrimaryKey(name: "PK_Leases", table: "Leases");

            migrationBuilder.DropIndex(
                name: "IX_LedgerLines_ReferenceKey",
                table: "LedgerLines");

            migrationBuilder.DropIndex(
                name: "IX_Enrolments_LearnerKey",
                table: "Enrolments");

            migrationBuilder.DropColumn(
                name: "SentByAccount",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "ConfirmedBy",
                table: "OfficeFiles");

            migrationBuilder.DropColumn(
                name: "ConfirmedByAccount",
                table: "OfficeFiles");

            migrationBuilder.DropColumn(
                name: "SentByAccount",
                table: "OfficeFiles");

            migrationBuilder.DropColumn(
                name: "ReferenceKey",
                table: "LedgerLines");

            migrationBuilder.DropColumn(
                name: "Account",
                table: "Downloads");

            migrationBuilder.AlterColumn<string>(
                name: "Sha256",
                table: "Submissions",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(64)",
                oldMaxLength: 64,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "Folder",
                table: "Submissions",
                type: "nvarchar(60)",
                maxLength: 60,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(60)",
                oldMaxLength: 60,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "ETag",
                table: "Submissions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "BlobName",
                table: "Submissions",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "ETag",
                table: "OfficeFiles",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "BlobName",
                table: "OfficeFiles",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "Value",
                table: "Marks",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "Marks",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "Owner",
                table: "Leases",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(200)",
                oldMaxLength: 200,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "Leases",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100,
                oldCollation: "Latin1_General_BIN2");

            migrationBuilder.AddPrimaryKey(name: "PK_Marks", table: "Marks", column: "Name");
            migrationBuilder.AddPrimaryKey(name: "PK_Leases", table: "Leases", column: "Name");
            migrationBuilder.CreateIndex(name: "IX_Submissions_BlobName_ETag", table: "Submissions", columns: ["BlobName", "ETag"], unique: true);
            migrationBuilder.CreateIndex(name: "IX_Submissions_Ukprn_Sha256", table: "Submissions", columns: ["Ukprn", "Sha256"]);
            migrationBuilder.CreateIndex(name: "IX_OfficeFiles_BlobName_ETag", table: "OfficeFiles", columns: ["BlobName", "ETag"], unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LedgerLines_Reference",
                table: "LedgerLines",
                column: "Reference",
                unique: true);
        }
    }
}
