using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Pilot.Tests.Data.StandIn;

/// <summary>Takes a batch of T-SQL apart as SQL Server's own tools do, and has SQLite do each statement.</summary>
internal sealed partial class ExecuteBatch(StandInServer server, ServerFile database, string user)
{
    private IReadOnlyList<(string Name, ServerType Type, object? Value)> _parameters = [];
    private TdsAnswer _answer = new();
    private bool _inCall;
    private bool _isQuiet;
    private bool _onlyTheForm;
    private bool _inTransaction;

    public void Run(string text, IReadOnlyList<(string Name, ServerType Type, object? Value)> parameters, TdsAnswer answer, bool inCall)
    {
        (_parameters, _answer, _inCall, _isQuiet, _onlyTheForm) = (parameters, answer, inCall, false, false);
        using var reader = new StringReader(text);
        var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        if (errors.Count > 0)
        {
            throw new ServerError(102, errors[0].Message + ": " + text);
        }

        foreach (var statement in script.Batches.SelectMany(batch => batch.Statements))
        {
            Run(statement);
        }
    }

    public void Begin()
    {
        database.Run("BEGIN");
        _inTransaction = true;
    }

    public void End(string how)
    {
        if (_inTransaction)
        {
            database.Run(how);
            _inTransaction = false;
        }
    }

    private void Run(TSqlStatement statement)
    {
        switch (statement)
        {
            case PredicateSetStatement { Options: SetOptions.NoCount } set:
                _isQuiet = set.IsOn;
                break;
            case PredicateSetStatement { Options: SetOptions.FmtOnly } set:
                _onlyTheForm = set.IsOn;
                break;
            case PredicateSetStatement or DeclareVariableStatement:
                break;
            case TransactionStatement transaction:
                Run(transaction);
                break;
            case BeginEndBlockStatement block:
                block.StatementList.Statements.ToList().ForEach(Run);
                break;
            case IfStatement choice:
                Choose(choice);
                break;
            case ExecuteStatement execute:
                Execute(execute);
                break;
            case SelectStatement { QueryExpression: QuerySpecification query } select:
                Select(select, query);
                break;
            case InsertStatement or UpdateStatement or DeleteStatement:
                Change((DataModificationStatement)statement);
                break;
            default:
                Define(statement);
                break;
        }
    }

    private void Run(TransactionStatement statement)
    {
        switch (statement)
        {
            case BeginTransactionStatement:
                Begin();
                break;
            case CommitTransactionStatement:
                End("COMMIT");
                break;
            case RollbackTransactionStatement { Name: { } name }:
                database.Run("ROLLBACK TO " + ServerFile.Text(name));
                break;
            case RollbackTransactionStatement:
                End("ROLLBACK");
                break;
            case SaveTransactionStatement save:
                database.Run("SAVEPOINT " + ServerFile.Text(save.Name));
                break;
            default:
                throw new ServerError(102, $"The stand-in knows no {statement.GetType().Name}: {ServerFile.Text(statement)}");
        }
    }

    private void Choose(IfStatement choice)
    {
        using var command = Command($"SELECT CASE WHEN {ServerFile.Text(choice.Predicate)} THEN 1 ELSE 0 END");
        if ((long)command.ExecuteScalar()! == 1)
        {
            Run(choice.ThenStatement);
        }
        else if (choice.ElseStatement is { } otherwise)
        {
            Run(otherwise);
        }
    }

    private void Execute(ExecuteStatement statement)
    {
        if (statement.ExecuteSpecification.ExecutableEntity is ExecutableStringList { Strings: [StringLiteral said] })
        {
            using var reader = new StringReader(said.Value);
            foreach (var inner in ((TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out _)).Batches.SelectMany(batch => batch.Statements))
            {
                Run(inner);
            }

            return;
        }

        var text = ServerFile.Text(statement);
        if (text.Contains("sp_tablecollations_100", StringComparison.OrdinalIgnoreCase))
        {
            Collations(BulkTable().Match(text).Groups["table"].Value);
        }
        else if (!text.Contains("sp_getapplock", StringComparison.OrdinalIgnoreCase) && !text.Contains("sp_releaseapplock", StringComparison.OrdinalIgnoreCase))
        {
            throw new ServerError(2812, "Could not find stored procedure: " + text);
        }
    }

    private void Collations(string table)
    {
        var name = new ServerType(ServerKind.Text, 128);
        ServerColumn[] form = [new("colid", ServerType.Int), new("name", name), new("tds_collation_100", new(ServerKind.Binary, 5)), new("collation_100", name)];
        _answer.Columns(form);
        var number = 0L;
        foreach (var column in database.Columns(table))
        {
            _answer.Row(form, [++number, column.Name, null, column.Type.Kind == ServerKind.Text ? "SQL_Latin1_General_CP1_CI_AS" : null]);
        }

        Done(number);
    }

    private void Select(SelectStatement select, QuerySpecification query)
    {
        if (query.SelectElements.OfType<SelectSetVariable>().Any())
        {
            // Looks for the default of a column, of which there are none.
            return;
        }

        var form = Types().Of(query);
        _answer.Columns(form);
        Done(_onlyTheForm ? 0 : Rows(ServerFile.Text(select), form));
    }

    private void Change(DataModificationStatement statement)
    {
        var specification = statement switch
        {
            InsertStatement insert => insert.InsertSpecification,
            UpdateStatement update => (DataModificationSpecification)update.UpdateSpecification,
            _ => ((DeleteStatement)statement).DeleteSpecification,
        };
        DeniedTo.Check(server.Denied, user, specification);
        if (specification.OutputClause is not { } output)
        {
            using var command = Command(ServerFile.Text(statement));
            Done(command.ExecuteNonQuery());
            return;
        }

        var scope = new Dictionary<string, IReadOnlyList<ServerColumn>>(StringComparer.OrdinalIgnoreCase)
        {
            ["INSERTED"] = database.Columns(ServerFile.Name(((NamedTableReference)specification.Target).SchemaObject)),
        };
        var form = output.SelectColumns.Cast<SelectScalarExpression>()
            .Select(selectColumn => new ServerColumn((selectColumn.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value ?? "", Types().Of(selectColumn.Expression, scope)))
            .ToList();
        _answer.Columns(form);
        Done(Rows(ServerFile.Text(statement), form));
    }

    private long Rows(string text, List<ServerColumn> form)
    {
        using var command = Command(text);
        using var reader = command.ExecuteReader();
        var count = 0L;
        var values = new object?[form.Count];
        for (; reader.Read(); count++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = form[i].Type.Read(reader.GetValue(i));
            }

            _answer.Row(form, values);
        }

        return count;
    }

    private SqliteCommand Command(string text)
    {
        var translated = TSqlForSqlite.Translate(text.Replace("OBJECT_ID(", "OBJECT_ID( ", StringComparison.Ordinal)).Replace("@@trancount", _inTransaction ? "1" : "0", StringComparison.OrdinalIgnoreCase).Replace("@result", "0", StringComparison.Ordinal);
        var command = database.Command(translated);
        foreach (var (name, type, value) in _parameters)
        {
            command.Parameters.AddWithValue(name, type.Store(value));
        }

        foreach (var name in Variable().Matches(translated).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !command.Parameters.Contains(name)))
        {
            // Declared in the batch, and set by what there is nothing of here.
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        return command;
    }
}
