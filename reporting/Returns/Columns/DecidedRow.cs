using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>An accepted row, and where its postcodes lie by the settings in force; a completion row has none.</summary>
public readonly record struct DecidedRow(int ExcelRow, PostcodeArea? Residence, PostcodeArea? Delivery);
