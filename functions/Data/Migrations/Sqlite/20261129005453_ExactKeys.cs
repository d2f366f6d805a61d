using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pilot.Functions.Data.Migrations.Sqlite
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
                    JudgementId = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Receipts", x => x.JudgementId);
                });

            migrationBuilder.Sql("INSERT INTO Receipts (JudgementId, Text) SELECT Id, Receipt FROM Judgements WHERE Receipt <> ''");

            migrationBuilder.DropColumn(
                name: "Receipt",
                table: "Judgements");

            migrationBuilder.DropIndex(
                name: "IX_LedgerLines_Reference",
                table: "LedgerLines");

            migrationBuilder.AddColumn<string>(
                name: "SentByAccount",
                table: "Submissions",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedBy",
                table: "OfficeFiles",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedByAccount",
                table: "OfficeFiles",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SentByAccount",
                table: "OfficeFiles",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReferenceKey",
                table: "LedgerLines",
                type: "TEXT",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Account",
                table: "Downloads",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            // Distinct, as they were before; the program makes keys of them (KeyLedgerReferences).
            migrationBuilder.Sql("UPDATE LedgerLines SET ReferenceKey = Reference");

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
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("UPDATE Judgements SET Receipt = (SELECT Text FROM Receipts WHERE JudgementId = Judgements.Id) WHERE Id IN (SELECT JudgementId FROM Receipts)");

            migrationBuilder.DropTable(
                name: "Receipts");

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

            migrationBuilder.CreateIndex(
                name: "IX_LedgerLines_Reference",
                table: "LedgerLines",
                column: "Reference",
                unique: true);
        }
    }
}
