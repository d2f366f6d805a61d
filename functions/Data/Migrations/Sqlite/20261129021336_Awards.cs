using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pilot.Functions.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Awards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_OfficeFiles_BlobName_ETag",
                table: "OfficeFiles");

            migrationBuilder.AddColumn<string>(
                name: "EvidenceSamples",
                table: "Runs",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Container",
                table: "OfficeFiles",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "settings");

            migrationBuilder.AddColumn<DateTime>(
                name: "FilesGoneAt",
                table: "OfficeFiles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RegistrationNo",
                table: "Enrolments",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AwardsVersions",
                columns: table => new
                {
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PreparedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    OfficeFileNumber = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AwardsVersions", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "Certificates",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    RegistrationNo = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    LearnerKey = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    Ukprn = table.Column<int>(type: "INTEGER", nullable: false),
                    AimRef = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    CertificatedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Grade = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Credits = table.Column<int>(type: "INTEGER", nullable: false),
                    Award = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Registrations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    RegistrationNo = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    LearnerKey = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    Ukprn = table.Column<int>(type: "INTEGER", nullable: false),
                    AimRef = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    RegisteredOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    WithdrawnOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Registrations", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OfficeFiles_Container_BlobName_ETag",
                table: "OfficeFiles",
                columns: new[] { "Container", "BlobName", "ETag" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_Version",
                table: "Certificates",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_Registrations_Version",
                table: "Registrations",
                column: "Version");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AwardsVersions");

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "Registrations");

            migrationBuilder.DropIndex(
                name: "IX_OfficeFiles_Container_BlobName_ETag",
                table: "OfficeFiles");

            migrationBuilder.DropColumn(
                name: "EvidenceSamples",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Container",
                table: "OfficeFiles");

            migrationBuilder.DropColumn(
                name: "FilesGoneAt",
                table: "OfficeFiles");

            migrationBuilder.DropColumn(
                name: "RegistrationNo",
                table: "Enrolments");

            migrationBuilder.CreateIndex(
                name: "IX_OfficeFiles_BlobName_ETag",
                table: "OfficeFiles",
                columns: new[] { "BlobName", "ETag" },
                unique: true);
        }
    }
}
