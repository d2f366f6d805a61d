using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Pilot.Tests.Data.StandIn;

/// <summary>One connection to the stand-in.</summary>
internal sealed class ServerSession(StandInServer server, Stream connection) : IDisposable
{
    private Stream _stream = connection;
    private ServerFile? _database;
    private ExecuteBatch? _batch;
    private string? _bulk;
    private long _transaction;

    public void Serve()
    {
        while (TdsMessage.Read(_stream) is { } message)
        {
            var answer = new TdsAnswer();
            if (message.Resets)
            {
                RollBack();
                answer.Changed(18, [], []);
            }

            try
            {
                Answer(message, answer);
            }
            catch (Exception problem) when (problem is SqliteException or NotSupportedException or InvalidOperationException or ServerError)
            {
                Fail(message, answer, problem);
            }

            Send(message, answer);
        }
    }

    private static void Fail(TdsMessage message, TdsAnswer answer, Exception problem)
    {
        var (number, words) = ServerError.Of(problem);
        answer.Error(number, words);
        if (message.Kind == TdsMessage.Rpc)
        {
            answer.DoneCall(failed: true);
        }
        else
        {
            answer.DoneAll(failed: true);
        }
    }

    private void Send(TdsMessage message, TdsAnswer answer)
    {
        if (message.Kind is TdsMessage.PreLogin)
        {
            answer.Send(_stream);
            _stream = server.IsInTheClear ? new FragmentingStream(_stream) : TdsHandshake.Encrypt(_stream);
        }
        else if (message.Kind is TdsMessage.Login)
        {
            answer.Send(_stream);
        }
        else
        {
            answer.Send(_stream, packetLength: TdsAnswer.PacketLength);
        }
    }

    public void Dispose()
    {
        _database?.Dispose();
        _stream.Dispose();
    }

    private void Answer(TdsMessage message, TdsAnswer answer)
    {
        switch (message.Kind)
        {
            case TdsMessage.PreLogin:
                // Version, encryption (needed or not to be had), and no several results at once.
                answer.Raw([0, 0, 16, 0, 6, 1, 0, 22, 0, 1, 4, 0, 23, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0]).Byte(server.IsInTheClear ? 2 : 3).Byte(0);
                break;
            case TdsMessage.Login:
                LogIn(message, answer);
                break;
            case TdsMessage.Batch:
                message.SkipHeaders();
                Batch(message.Rest(), answer);
                break;
            case TdsMessage.Rpc:
                Call(message, answer);
                break;
            case TdsMessage.Bulk:
                answer.DoneAll(rows: new StoreBulk(_database!).Run(_bulk!, message));
                break;
            case TdsMessage.Transaction:
                Transact(message, answer);
                break;
            case TdsMessage.Attention:
                answer.DoneAttention();
                break;
            default:
                throw new NotSupportedException($"The stand-in knows no message {message.Kind:X2}.");
        }
    }

    private void LogIn(TdsMessage message, TdsAnswer answer)
    {
        var name = Told(message, 68);
        _database = server.Open(name.Length == 0 ? "master" : name);
        _batch = new ExecuteBatch(server, _database, user: Told(message, 40));
        answer.Changed(1, name.Length == 0 ? "master" : name, "master").Changed(7, TdsValues.Collation, []).Changed(4, TdsAnswer.PacketLength.ToString(CultureInfo.InvariantCulture), "4096").LoggedIn().DoneAll();
    }

    /// <summary>What the client tells of itself, from where the message says that it lies.</summary>
    private static string Told(TdsMessage message, int at) =>
        Encoding.Unicode.GetString(message.Bytes, BitConverter.ToUInt16(message.Bytes, at), BitConverter.ToUInt16(message.Bytes, at + 2) * 2);

    private void Batch(string text, TdsAnswer answer)
    {
        server.Heard(text);
        if (StoreBulk.Announces(text))
        {
            _bulk = text;
            answer.DoneAll();
            return;
        }

        Commit(_transaction == 0 && Changes(text), () => _batch!.Run(text, [], answer, inCall: false));
        answer.DoneAll();
    }

    private void Call(TdsMessage message, TdsAnswer answer)
    {
        message.SkipHeaders();
        var length = message.UShort();
        var procedure = length == 0xFFFF ? message.UShort() : throw new NotSupportedException("The stand-in knows no procedure " + message.Text(length));
        if (procedure != 10)
        {
            throw new NotSupportedException($"The stand-in knows no procedure {procedure}.");
        }

        message.UShort();
        var values = new List<(string Name, ServerType Type, object? Value)>();
        while (!message.IsAtEnd)
        {
            var name = message.ShortText();
            message.Byte();
            var type = TdsValues.ReadType(message);
            values.Add((name, type, TdsValues.ReadValue(message, type)));
        }

        var text = (string)values[0].Value!;
        server.Heard(text);
        Commit(_transaction == 0 && Changes(text), () => _batch!.Run(text, values.Skip(2).ToList(), answer, inCall: true));
        answer.DoneCall(failed: false);
    }

    private void Transact(TdsMessage message, TdsAnswer answer)
    {
        message.SkipHeaders();
        var before = BitConverter.GetBytes(_transaction);
        switch (message.UShort())
        {
            case 5:
                _batch!.Begin();
                _transaction = server.NextTransaction();
                answer.Changed(8, BitConverter.GetBytes(_transaction), []);
                break;
            case 7:
                Commit(isCommit: true, () => _batch!.End("COMMIT"));
                _transaction = 0;
                answer.Changed(9, [], before);
                break;
            case 8:
                RollBack();
                answer.Changed(10, [], before);
                break;
            case var other:
                throw new NotSupportedException($"The stand-in knows no request {other} of transactions.");
        }

        answer.DoneAll();
    }

    /// <summary>Does what is stored for good by being done; where this is the commit that is to be cut, the client never hears of it.</summary>
    private void Commit(bool isCommit, Action work)
    {
        var cut = isCommit && server.Cut is { } awaited && awaited.IsNow() ? awaited : null;
        if (cut is { IsAfterwards: false })
        {
            throw new IOException("The connection was cut before the commit.");
        }

        work();
        if (cut is not null)
        {
            throw new IOException("The connection was cut after the commit.");
        }
    }

    private static bool Changes(string text) =>
        text.Contains("INSERT INTO", StringComparison.Ordinal) || text.Contains("UPDATE ", StringComparison.Ordinal) || text.Contains("DELETE ", StringComparison.Ordinal);

    private void RollBack()
    {
        _batch?.End("ROLLBACK");
        _transaction = 0;
    }
}
