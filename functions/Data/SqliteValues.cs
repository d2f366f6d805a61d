using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Pilot.Functions.Data;

/// <summary>
/// SQLite's own functions for single values and rows, called for every column of every row. Those for values are short and wait for nobody: that the
/// package which brings SQLite counts references to the statement, and lets the collector in, takes longer than they do. The statement must outlive this.
/// </summary>
[SuppressMessage("Globalization", "CA2101", Justification = "No text is passed but as its bytes.")]
internal readonly struct SqliteValues(sqlite3_stmt statement)
{
    private const string Library = "e_sqlite3";

    /// <summary>SQLite copies the bytes before it returns.</summary>
    private const nint Transient = -1;

    /// <summary>The bytes stay where they are, as they are, until something else is bound in their place.</summary>
    private const nint Static = 0;

    private readonly nint _statement = statement.DangerousGetHandle();

    /// <summary>A text or blob as it lies in the row, until the next one is read; empty where there is none.</summary>
    /// <param name="column">From 0.</param>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        var value = sqlite3_column_value(_statement, column);
        var length = sqlite3_value_bytes(value);
        return length == 0 ? default : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), sqlite3_value_blob(value)), length);
    }

    /// <summary>0 where the column holds NULL, here and below.</summary>
    public long Long(int column) => sqlite3_column_int64(_statement, column);

    public int Int(int column) => sqlite3_column_int(_statement, column);

    public bool IsNull(int column) => sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <param name="place">From 1, here and below.</param>
    /// <returns>SQLite's result code, here and below.</returns>
    public int BindInt(int place, long value) => sqlite3_bind_int64(_statement, place, value);

    public int BindText(int place, ReadOnlySpan<byte> utf8) => sqlite3_bind_text(_statement, place, in OrEmpty(utf8), utf8.Length, Transient);

    /// <param name="utf8">Pinned, and left as it is until something else is bound in this place; likewise below.</param>
    public int BindHeldText(int place, ReadOnlySpan<byte> utf8) => sqlite3_bind_text(_statement, place, in OrEmpty(utf8), utf8.Length, Static);

    public int BindHeldBlob(int place, ReadOnlySpan<byte> bytes) => sqlite3_bind_blob(_statement, place, in OrEmpty(bytes), bytes.Length, Static);

    public int BindNull(int place) => sqlite3_bind_null(_statement, place);

    /// <summary>Runs the statement to its next row, or to its end.</summary>
    public int Step() => sqlite3_step(_statement);

    /// <summary>Begins anew, with what is bound still bound.</summary>
    public int Reset() => sqlite3_reset(_statement);

    // No address at all would bind NULL.
    private static ref readonly byte OrEmpty(ReadOnlySpan<byte> bytes) => ref MemoryMarshal.GetReference(bytes.IsEmpty ? "\0"u8 : bytes);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint sqlite3_column_value(nint statement, int column);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_value_bytes(nint value);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint sqlite3_value_blob(nint value);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_column_int(nint statement, int column);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long sqlite3_column_int64(nint statement, int column);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_column_type(nint statement, int column);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_bind_int64(nint statement, int place, long value);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_bind_text(nint statement, int place, in byte utf8, int length, nint destructor);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_bind_blob(nint statement, int place, in byte bytes, int length, nint destructor);

    [DllImport(Library), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_bind_null(nint statement, int place);

    // These two may write to the disk: the collector must not wait for them.
    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_step(nint statement);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_reset(nint statement);
}
