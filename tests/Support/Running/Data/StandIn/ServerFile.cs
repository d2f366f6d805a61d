using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Pilot.Tests.Data.StandIn;

/// <summary>One database of the stand-in: a file of SQLite whose tables are as strict as those of a server.</summary>
internal sealed class ServerFile : IDisposable
{
    private readonly SqliteConnection _connection;

    public ServerFile(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=30");
        _connection.Open();
        _connection.CreateCollation("SERVER", (a, b) => string.Compare(Weighed(a), Weighed(b), StringComparison.OrdinalIgnoreCase));
        _connection.CreateCollation("Latin1_General_BIN2", string.CompareOrdinal);
        _connection.CreateFunction("OBJECT_ID", (string name) => IdOf(name.Trim('[', ']')));
        _connection.CreateFunction("SERVERPROPERTY", (string name) => name == "EngineEdition" ? 3L : (long?)null);
        _connection.CreateFunction("DB_NAME", () => Path.GetFileNameWithoutExtension(file));
        Run("PRAGMA journal_mode=WAL;");
        // What a server tells of its databases: that readers wait for writers here.
        Run("ATTACH ':memory:' AS sys; CREATE TABLE sys.databases (name sysname, is_read_committed_snapshot_on bit); INSERT INTO sys.databases VALUES (DB_NAME(), 0);");
    }

    public void Dispose() => _connection.Dispose();

    public int Run(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    public SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // What the program itself says.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>SQLite numbers rows by a column of the one type INTEGER; this keeps in mind that it was declared as bigint.</summary>
    private const string LargeIdentity = " /* bigint */";

    /// <summary>The columns of a table; empty where there is no such table.</summary>
    public IReadOnlyList<ServerColumn> Columns(string table)
    {
        var columns = new List<ServerColumn>();
        using var command = Command($"SELECT name, CASE WHEN pk = 1 AND (SELECT sql FROM sqlite_master WHERE name = '{table}') LIKE '%{LargeIdentity}%' THEN 'bigint' ELSE type END FROM pragma_table_info('{table}')");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            columns.Add(new ServerColumn(reader.GetString(0), ServerType.Parse(reader.GetString(1))));
        }

        return columns;
    }

    public void Create(CreateTableStatement table)
    {
        var columns = table.Definition.ColumnDefinitions;
        var identity = columns.FirstOrDefault(column => column.IdentityOptions is not null);
        var lines = columns.Select(column => column == identity
            ? $"[{column.ColumnIdentifier.Value}] INTEGER PRIMARY KEY AUTOINCREMENT{(Text(column.DataType) == "bigint" ? LargeIdentity : "")}"
            : Definition(column)).ToList();
        if (identity is null)
        {
            lines.AddRange(table.Definition.TableConstraints.Select(Text));
        }

        Run($"CREATE TABLE [{Name(table.SchemaObjectName)}] ({string.Join(", ", lines)})");
    }

    /// <summary>As it is written, and strict: too long a text is refused.</summary>
    public static string Definition(ColumnDefinition column)
    {
        var name = column.ColumnIdentifier.Value;
        var type = ServerType.Parse(Text(column.DataType));
        var strict = type switch
        {
            { Kind: ServerKind.Text, Length: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{Collation(column)} CHECK (length([{name}]) <= {type.Length})"),
            { Kind: ServerKind.Text } => Collation(column),
            { Kind: ServerKind.Binary, Length: > 0 } => string.Create(CultureInfo.InvariantCulture, $" CHECK (length([{name}]) <= {type.Length})"),
            { Kind: ServerKind.Int } => $" CHECK (typeof([{name}]) IN ('integer', 'null'))",
            { Kind: ServerKind.Date } => $" CHECK ([{name}] IS NULL OR [{name}] GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')",
            _ => "",
        };
        return Text(column).Replace("(max)", "(0)", StringComparison.Ordinal).Replace(" N'", " '", StringComparison.Ordinal) + strict;
    }

    /// <summary>Gives a column of a table another collation. Nothing rests on it but, perhaps, the table's key.</summary>
    public void Recollate(string table, AlterTableAlterColumnStatement altered)
    {
        using var read = Command($"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'");
        var before = (string)read.ExecuteScalar()!;
        var column = altered.ColumnIdentifier.Value;
        var from = before.IndexOf($"[{column}]", StringComparison.Ordinal);
        var (old, wanted) = altered.Collation is null ? ("Latin1_General_BIN2", "SERVER") : ("SERVER", altered.Collation.Value);
        var at = before.IndexOf("COLLATE " + old, from, StringComparison.Ordinal);
        Run("PRAGMA writable_schema = ON");
        using var write = Command("UPDATE sqlite_master SET sql = @sql WHERE type = 'table' AND name = @table");
        write.Parameters.AddWithValue("@sql", before.Remove(at, 8 + old.Length).Insert(at, "COLLATE " + wanted));
        write.Parameters.AddWithValue("@table", table);
        write.ExecuteNonQuery();
        Run("PRAGMA writable_schema = RESET");
        Run($"REINDEX [{table}]");
    }

    public static string Name(SchemaObjectName of) => of.BaseIdentifier.Value;

    public static string Text(TSqlFragment of) =>
        string.Concat(Enumerable.Range(of.FirstTokenIndex, of.LastTokenIndex - of.FirstTokenIndex + 1).Select(i => of.ScriptTokenStream[i].Text));

    private static string Collation(ColumnDefinition column) => column.Collation is null ? " COLLATE SERVER" : "";

    /// <summary>
    /// As a server's usual collation weighs a text: width, ligatures, superscripts and case count for nothing, and neither do blanks at its end and
    /// what does not show.
    /// </summary>
    private static string Weighed(string text) => string.Concat(
        text.TrimEnd(' ').Normalize(System.Text.NormalizationForm.FormKC).Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.Format));

    private long? IdOf(string name)
    {
        using var command = Command("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = @name COLLATE NOCASE");
        command.Parameters.AddWithValue("@name", name);
        return (long?)command.ExecuteScalar();
    }
}
