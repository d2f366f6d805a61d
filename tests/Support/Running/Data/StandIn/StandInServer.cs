using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pilot.Tests.Data.StandIn;

/// <summary>
/// A T-SQL server of this machine's own, for tests where there is none: it speaks TDS to Microsoft's client on 127.0.0.1, takes every batch apart
/// with the parser of SQL Server's tools, and has SQLite do it on tables as strict as a server's: texts have their lengths and, unless their column
/// says otherwise, are alike without regard to case, width and what does not show. What it does not know it refuses.
/// </summary>
internal sealed class StandInServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pilot-standin-").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, byte> _said = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TcpClient, byte> _clients = new();
    private long _transactions;

    /// <param name="isInTheClear">It knows no encryption, and its packets arrive in parts, as on a network.</param>
    public StandInServer(bool isInTheClear = false)
    {
        IsInTheClear = isInTheClear;
        _listener.Start();
        Make("master");
        _ = Task.Run(AcceptAsync);
    }

    public bool IsInTheClear { get; }

    /// <summary>Whom a DENY refuses what on which table, as <c>app UPDATE Audit</c>. It goes before every right, as on a server.</summary>
    public ISet<string> Denied { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where a connection is cut; null = nowhere.</summary>
    public ServerCut? Cut { get; set; }

    /// <summary>Every text that was sent.</summary>
    public IReadOnlyCollection<string> Said => [.. _said.Keys];

    public string ConnectionString =>
        FormattableString.Invariant($"Server=tcp:127.0.0.1,{((IPEndPoint)_listener.LocalEndpoint).Port};User ID=sa;Password=none;Encrypt={!IsInTheClear};TrustServerCertificate=True;Connect Timeout=15");

    public void Dispose()
    {
        _listener.Stop();
        Directory.Delete(_folder, recursive: true);
    }

    public void Heard(string text) => _said[text] = 0;

    public long NextTransaction() => Interlocked.Increment(ref _transactions);

    public void Make(string database) => File.Create(FileOf(database)).Dispose();

    /// <summary>Another database with all that one holds now.</summary>
    public void Copy(string from, string to)
    {
        using var source = new ServerFile(FileOf(from));
        source.Run($"VACUUM INTO '{FileOf(to)}'");
    }

    public void Drop(string database)
    {
        foreach (var file in Directory.EnumerateFiles(_folder, database + ".db*"))
        {
            File.Delete(file);
        }
    }

    public ServerFile Open(string database) => File.Exists(FileOf(database))
        ? new ServerFile(FileOf(database))
        : throw new ServerError(4060, $"Cannot open database \"{database}\" requested by the login. The login failed.");

    private string FileOf(string database) => Path.Combine(_folder, database + ".db");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                client.NoDelay = true;
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    /// <summary>Cuts every connection there is.</summary>
    public void CutAll()
    {
        foreach (var client in _clients.Keys)
        {
            client.Close();
        }
    }

    private void Serve(TcpClient client)
    {
        _clients[client] = 0;
        try
        {
            using var session = new ServerSession(this, client.GetStream());
            session.Serve();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The client has gone.
        }
        finally
        {
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }
}
