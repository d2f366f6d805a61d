using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>The one model. Each database has its own migrations, hence the two classes below.</summary>
public abstract class PilotDbContext(DbContextOptions options) : DbContext(options)
{
    // As the migrations have always named them.
    private const string EnrolmentRows = "Pilot.Functions.Data.EnrolmentRow";
    private const string CompletionRows = "Pilot.Functions.Data.CompletionRow";

    public DbSet<SubmissionRow> Submissions => Set<SubmissionRow>();
    public DbSet<JudgementRow> Judgements => Set<JudgementRow>();
    public DbSet<ReceiptRow> Receipts => Set<ReceiptRow>();
    public DbSet<RuleCountRow> RuleCounts => Set<RuleCountRow>();

    /// <summary>Accepted rows, one value a column: <see cref="RowMaps"/> declares them. They are written and read in bulk, past this context.</summary>
    public DbSet<Dictionary<string, object?>> Enrolments => Set<Dictionary<string, object?>>(EnrolmentRows);
    public DbSet<Dictionary<string, object?>> Completions => Set<Dictionary<string, object?>>(CompletionRows);
    public DbSet<OfficeFileRow> OfficeFiles => Set<OfficeFileRow>();
    public DbSet<SettingsRow> Settings => Set<SettingsRow>();
    public DbSet<LedgerLineRow> LedgerLines => Set<LedgerLineRow>();
    public DbSet<AwardsVersionRow> AwardsVersions => Set<AwardsVersionRow>();
    public DbSet<RegistrationRow> Registrations => Set<RegistrationRow>();
    public DbSet<CertificateRow> Certificates => Set<CertificateRow>();
    public DbSet<RunRow> Runs => Set<RunRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<DownloadRow> Downloads => Set<DownloadRow>();
    public DbSet<LeaseRow> Leases => Set<LeaseRow>();
    public DbSet<MarkRow> Marks => Set<MarkRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HavePrecision(18, 2);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcTime>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        AddReturns(modelBuilder);
        AddRows(modelBuilder, EnrolmentRows, RowMaps.Enrolments);
        AddRows(modelBuilder, CompletionRows, RowMaps.Completions);
        AddOfficeFiles(modelBuilder);
        AddAwards(modelBuilder);
        AddRuns(modelBuilder);
        AddRecords(modelBuilder);
    }

    private void AddReturns(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SubmissionRow>(table =>
        {
            table.ToTable("Submissions").HasKey(row => row.Number);
            Text(table, 60, nameof(SubmissionRow.Folder));
            Text(table, 400, nameof(SubmissionRow.BlobName));
            Text(table, 100, nameof(SubmissionRow.ETag));
            Text(table, 255, nameof(SubmissionRow.FileName));
            Text(table, 64, nameof(SubmissionRow.Sha256));
            Text(table, 200, nameof(SubmissionRow.SentBy));
            Text(table, 200, nameof(SubmissionRow.SentByAccount));
            Exact(table, nameof(SubmissionRow.Folder), nameof(SubmissionRow.BlobName), nameof(SubmissionRow.ETag), nameof(SubmissionRow.Sha256), nameof(SubmissionRow.SentByAccount));
            // Delivery is at least once: the same content at the same place is one submission.
            table.HasIndex(row => new { row.BlobName, row.ETag }).IsUnique();
            table.HasIndex(row => new { row.Ukprn, row.Sha256 });
            table.HasIndex(row => row.Status);
        });
        modelBuilder.Entity<JudgementRow>(table =>
        {
            table.ToTable("Judgements").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            Text(table, 6, nameof(JudgementRow.Period));
            Text(table, 64, nameof(JudgementRow.DecisionsHash));
            table.HasIndex(row => new { row.SubmissionNumber, row.Version }).IsUnique();
        });
        modelBuilder.Entity<ReceiptRow>(table =>
        {
            table.ToTable("Receipts").HasKey(row => row.JudgementId);
            table.Property(row => row.JudgementId).ValueGeneratedNever();
        });
        modelBuilder.Entity<RuleCountRow>(table =>
        {
            table.ToTable("RuleCounts").HasKey(row => new { row.JudgementId, row.RuleId });
            Text(table, 40, nameof(RuleCountRow.RuleId));
        });
    }

    private void AddOfficeFiles(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OfficeFileRow>(table =>
        {
            table.ToTable("OfficeFiles").HasKey(row => row.Number);
            Text(table, 400, nameof(OfficeFileRow.BlobName));
            Text(table, 100, nameof(OfficeFileRow.ETag));
            Text(table, 255, nameof(OfficeFileRow.FileName));
            Text(table, 64, nameof(OfficeFileRow.Sha256));
            Text(table, 200, nameof(OfficeFileRow.SentBy));
            Text(table, 200, nameof(OfficeFileRow.SentByAccount), nameof(OfficeFileRow.ConfirmedBy), nameof(OfficeFileRow.ConfirmedByAccount));
            Exact(table, nameof(OfficeFileRow.BlobName), nameof(OfficeFileRow.ETag), nameof(OfficeFileRow.SentByAccount), nameof(OfficeFileRow.ConfirmedByAccount));
            Text(table, 20, nameof(OfficeFileRow.Template), nameof(OfficeFileRow.Container));
            table.Property(row => row.Container).HasDefaultValue("settings");
            table.HasIndex(row => new { row.Container, row.BlobName, row.ETag }).IsUnique();
        });
        modelBuilder.Entity<SettingsRow>(table =>
        {
            table.ToTable("Settings").HasKey(row => row.Version);
            table.Property(row => row.Version).ValueGeneratedNever();
            Text(table, 200, nameof(SettingsRow.PreparedBy));
        });
        modelBuilder.Entity<LedgerLineRow>(table =>
        {
            table.ToTable("LedgerLines").HasKey(row => row.Id);
            Text(table, 20, nameof(LedgerLineRow.Sheet));
            Text(table, 100, nameof(LedgerLineRow.Reference));
            // With room for what tells two lines of one key apart that an earlier program took (AddLedgerReferenceKeys).
            Text(table, ReferenceKey.MaxLength + 20, nameof(LedgerLineRow.ReferenceKey));
            Exact(table, nameof(LedgerLineRow.ReferenceKey));
            table.HasIndex(row => row.ReferenceKey).IsUnique();
        });
    }

    private static void AddAwards(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AwardsVersionRow>(table =>
        {
            table.ToTable("AwardsVersions").HasKey(row => row.Version);
            table.Property(row => row.Version).ValueGeneratedNever();
            Text(table, 200, nameof(AwardsVersionRow.PreparedBy));
        });
        modelBuilder.Entity<RegistrationRow>(table =>
        {
            table.ToTable("Registrations").HasKey(row => row.Id);
            table.Property(row => row.LearnerKey).HasMaxLength(32);
            Text(table, 20, nameof(RegistrationRow.RegistrationNo));
            Text(table, 10, nameof(RegistrationRow.AimRef));
            table.HasIndex(row => row.Version);
        });
        modelBuilder.Entity<CertificateRow>(table =>
        {
            table.ToTable("Certificates").HasKey(row => row.Id);
            table.Property(row => row.LearnerKey).HasMaxLength(32);
            Text(table, 20, nameof(CertificateRow.RegistrationNo));
            Text(table, 10, nameof(CertificateRow.AimRef), nameof(CertificateRow.Grade), nameof(CertificateRow.Award));
            table.HasIndex(row => row.Version);
        });
    }

    private static void AddRuns(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RunRow>(table =>
        {
            table.ToTable("Runs").HasKey(row => row.Number);
            Text(table, 6, nameof(RunRow.Period));
            Text(table, 64, nameof(RunRow.InputsHash));
            Text(table, 40, nameof(RunRow.EngineVersion));
            Text(table, 500, nameof(RunRow.Reason));
            Text(table, 200, nameof(RunRow.ApprovedBy));
            table.HasIndex(row => row.InputsHash).IsUnique();
            table.HasIndex(row => new { row.Period, row.Kind, row.Revision });
        });
    }

    private void AddRecords(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AuditRow>(table =>
        {
            table.ToTable("Audit").HasKey(row => row.Id);
            Text(table, 200, nameof(AuditRow.Who));
            Text(table, 60, nameof(AuditRow.What));
            Text(table, 1000, nameof(AuditRow.Detail));
        });
        modelBuilder.Entity<DownloadRow>(table =>
        {
            table.ToTable("Downloads").HasKey(row => row.Id);
            Text(table, 200, nameof(DownloadRow.Who), nameof(DownloadRow.Account));
            Exact(table, nameof(DownloadRow.Account));
            // A container, a name in it of up to 400, and the strokes between.
            Text(table, 500, nameof(DownloadRow.What));
            table.HasIndex(row => row.At);
        });
        modelBuilder.Entity<LeaseRow>(table =>
        {
            table.ToTable("Leases").HasKey(row => row.Name);
            Text(table, 100, nameof(LeaseRow.Name));
            Text(table, 200, nameof(LeaseRow.Owner));
            Exact(table, nameof(LeaseRow.Name), nameof(LeaseRow.Owner));
        });
        modelBuilder.Entity<MarkRow>(table =>
        {
            table.ToTable("Marks").HasKey(row => row.Name);
            Text(table, 100, nameof(MarkRow.Name));
            Text(table, 400, nameof(MarkRow.Value));
            Exact(table, nameof(MarkRow.Name), nameof(MarkRow.Value));
        });
    }

    private static void AddRows<T>(ModelBuilder modelBuilder, string entity, RowMap<T> rows) =>
        modelBuilder.SharedTypeEntity<Dictionary<string, object?>>(entity, table =>
        {
            table.IndexerProperty<long>(RowMap<T>.Id).ValueGeneratedNever();
            table.ToTable(rows.Table).HasKey(RowMap<T>.Id);
            foreach (var column in rows.Declared)
            {
                var isNullableValue = column.IsNullable && column.Type.IsValueType;
                var property = table.IndexerProperty(isNullableValue ? typeof(Nullable<>).MakeGenericType(column.Type) : column.Type, column.Name)
                    .IsRequired(!column.IsNullable);
                if (column.MaxLength is { } length)
                {
                    property.HasMaxLength(length);
                }

                if (column.IsIndexed)
                {
                    table.HasIndex(column.Name);
                }
            }
        });

    private static void Text<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> table, int length, params string[] columns)
        where T : class
    {
        foreach (var column in columns)
        {
            table.Property<string>(column).HasMaxLength(length);
        }
    }

    /// <summary>
    /// Texts that come from outside, or are looked up, are compared in the database as the program compares them: by their code units. A server's
    /// usual collation calls texts equal that are not, and would refuse one sender's file or line for another's.
    /// </summary>
    private void Exact<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> table, params string[] columns)
        where T : class
    {
        foreach (var column in ExactCollation is null ? [] : columns)
        {
            table.Property<string>(column).UseCollation(ExactCollation);
        }
    }

    /// <summary>The name of a collation by code units; null where texts are compared so anyhow.</summary>
    protected virtual string? ExactCollation => null;
}
