using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>
/// Stored without an offset, read back as what it is: UTC. To the microsecond, as finely as every database keeps it: one that rounds
/// the rest up would hold a moment that lies after itself.
/// </summary>
internal sealed class UtcTime() : ValueConverter<DateTime, DateTime>(
    moment => LondonTime.ToMicrosecond(moment.ToUniversalTime()), stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
