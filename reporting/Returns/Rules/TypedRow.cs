using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// A row of the Data sheet once typed: what its columns hold, which of them are given and which have failed. Every row of a return is in
/// memory until the return is stored, so each value takes no more room than it needs (<see cref="RowShape"/>). It holds what identifies
/// a person and lives no longer than that.
/// </summary>
internal sealed class TypedRow(int number, RowShape shape)
{
    private Contents _contents;
    private Values _values;
    private ulong _given;
    private ulong _failed;

    /// <summary>The row's number in Excel.</summary>
    public int Number { get; } = number;

    /// <summary>The learner reference as it was typed, where its key differs from that.</summary>
    public string? TypedRef { get; set; }

    /// <summary>The learner reference as people are shown it; null where there is none that can be read.</summary>
    public string? ShownRef => TypedRef ?? (Has(shape.LearnerRef) || Text(shape.LearnerRef).Length > 0 ? Text(shape.LearnerRef) : null);

    /// <summary>Which warnings the row has, by the bit that <c>Findings</c> gives each rule: a row that is refused brings none.</summary>
    public ulong Warned { get; set; }

    /// <summary>reported_in_error = Y: no rule beyond its three key columns judges it.</summary>
    public bool InError { get; set; }

    /// <summary>An E fired.</summary>
    public bool Rejected { get; set; }

    /// <summary>Every part of the row's key could be read.</summary>
    public bool HasKey { get; set; }

    /// <summary>The row's key as it was typed, whatever was found wrong with it later; null where a part of it cannot be read.</summary>
    public RowKey? Key => HasKey ? new RowKey(Text(shape.LearnerRef), Text(shape.AimRef), Date(shape.StartDate)) : null;

    /// <summary>What aim_ref means; null where it is no pilot qualification or failed.</summary>
    public Qualification? Qualification { get; set; }

    /// <summary>ENR: the row held under the same key. CMP: the enrolment that the row belongs to.</summary>
    public HeldEnrolment? Held { get; set; }

    /// <summary>Not blank, whether or not it could be read.</summary>
    public bool HasValue(int column) => (_given >> column & 1) != 0;

    public bool Failed(int column) => (_failed >> column & 1) != 0;

    /// <summary>Given and not failed.</summary>
    public bool Has(int column) => ((_given & ~_failed) >> column & 1) != 0;

    public bool AnyFailed(ulong columns) => (_failed & columns) != 0;

    public void Fail(int column) => _failed |= 1UL << column;

    public void FailAll(ulong columns) => _failed |= columns;

    /// <summary>What the cell says in the list's or the row's own string; empty where blank.</summary>
    public string Text(int column)
    {
        ref readonly var slot = ref shape.Slot(column);
        return slot.Codes is { } codes
            ? (Read(slot) is var place and > 0 ? codes.CodeAt((int)place) : "")
            : _contents[slot.Content] as string ?? "";
    }

    public bool Is(int column, string code) => Has(column) && string.Equals(Text(column), code, StringComparison.Ordinal);

    public DateOnly Date(int column) => DateOnly.FromDayNumber((int)Whole(column));

    public DateOnly? DateOrNone(int column) => Has(column) ? Date(column) : null;

    public long Whole(int column) => Read(shape.Slot(column));

    public int? WholeOrNone(int column) => Has(column) ? (int)Whole(column) : null;

    /// <summary>Pounds.</summary>
    public decimal Money(int column) => Whole(column) / 100m;

    public decimal? MoneyOrNone(int column) => Has(column) ? Money(column) : null;

    public PostcodeArea AreaOf(int column) => _contents[shape.Slot(column).Content] as PostcodeArea ?? Pilot.Reporting.Vocabulary.PostcodeArea.None;

    /// <summary>A text that is optional: null where it is blank.</summary>
    public string? TextOrNone(int column) => Has(column) ? Text(column) : null;

    public void MarkGiven(int column) => _given |= 1UL << column;

    /// <param name="content">A text or a <see cref="Pilot.Reporting.Vocabulary.PostcodeArea"/>.</param>
    /// <param name="value">By the column's form: a day number, a whole number, pence, a ULN, the place of a code in its list, or 1 for the postcode that means unknown.</param>
    public void Set(int column, object? content, long value)
    {
        ref readonly var slot = ref shape.Slot(column);
        if (content is not null)
        {
            _contents[slot.Content] = content;
        }

        if (slot.Mask != 0)
        {
            Span<byte> from = _values[slot.Value..];
            BinaryPrimitives.WriteUInt64LittleEndian(from, (BinaryPrimitives.ReadUInt64LittleEndian(from) & ~slot.Mask) | ((ulong)value & slot.Mask));
        }
    }

    private long Read(in RowShape.Slots slot)
    {
        ReadOnlySpan<byte> from = _values[slot.Value..];
        return (long)(BinaryPrimitives.ReadUInt64LittleEndian(from) & slot.Mask);
    }

    /// <summary>The columns' places as a set.</summary>
    public static ulong Set(IEnumerable<int> columns)
    {
        var set = 0UL;
        foreach (var column in columns)
        {
            set |= 1UL << column;
        }

        return set;
    }

    [InlineArray(RowShape.MaxContents)]
    private struct Contents
    {
        private object? _first;
    }

    [InlineArray(RowShape.MaxBytes)]
    private struct Values
    {
        private byte _first;
    }
}
