using Pilot.Reporting.Excel.Reading;
using SQLitePCL;

namespace Pilot.Functions.Data;

/// <summary>One value of a row, read piece by piece.</summary>
internal sealed class SqliteBlobStream : ReadOnlyStream
{
    private readonly sqlite3 _database;
    private readonly sqlite3_blob _value;
    private readonly int _length;
    private int _at;

    public SqliteBlobStream(sqlite3 database, string table, string column, long row)
    {
        _database = database;
        SqliteFileRows.Check(raw.sqlite3_blob_open(database, "main", table, column, row, 0, out _value), database);
        _length = raw.sqlite3_blob_bytes(_value);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var piece = buffer[..Math.Min(buffer.Length, _length - _at)];
        if (!piece.IsEmpty)
        {
            SqliteFileRows.Check(raw.sqlite3_blob_read(_value, piece, _at), _database);
            _at += piece.Length;
        }

        return piece.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _value.Dispose();
        }

        base.Dispose(disposing);
    }
}
