using System.Globalization;
using Pilot.Reporting.Vocabulary;
using static Pilot.Reporting.Vocabulary.Severity;

namespace Pilot.Reporting.Settings;

/// <summary>
/// What a settings, ledger or awards workbook is judged by (funding.md section 1). Message and fix are composite formats; E and F reject
/// the whole workbook.
/// </summary>
public sealed record OfficeFileRule(string Id, Severity Severity, string Message, string Fix)
{
    internal string Say(object?[] words) => string.Format(CultureInfo.InvariantCulture, Message, words);

    internal string SayFix(object?[] words) => string.Format(CultureInfo.InvariantCulture, Fix, words);
}

/// <summary>Every rule of the workbooks that funding officers send, once.</summary>
public static class OfficeFileRules
{
    public static readonly OfficeFileRule WrongTemplate = new("BOOK_01", F,
        "This is not a {0} workbook: the template on the sheet Declaration is {1}.",
        "On the sheet Declaration, write template in column A and {2} in column B, or send the right workbook.");
    public static readonly OfficeFileRule DeclarationKey = new("BOOK_02", F,
        "The sheet Declaration does not say {0}, or its value is not {1}.",
        "On the sheet Declaration, write {0} in column A and {1} in column B.");
    public static readonly OfficeFileRule SheetMissing = new("BOOK_03", F,
        "The sheet {0} is missing.", "Add the sheet {0} with its headings. It may have no rows.");
    public static readonly OfficeFileRule HeadingsMissing = new("BOOK_04", F,
        "The sheet {0} has no heading row with every column it needs. Missing: {1}.",
        "Put all headings in one row, among the first 20 rows of the sheet.");
    public static readonly OfficeFileRule HeadingTwice = new("BOOK_05", F,
        "The column {0} appears twice.", "Delete one of the 2 columns, or give it another heading.");
    public static readonly OfficeFileRule UnknownSheet = new("BOOK_06", W,
        "The sheet {0} is not part of this workbook and was ignored.", "Check that its name is spelled correctly, or delete it.");
    public static readonly OfficeFileRule UnknownColumn = new("BOOK_07", W,
        "The column {0} is not part of this sheet and was ignored.", "Check that its heading is spelled correctly, or delete it.");
    public static readonly OfficeFileRule PreparedInFuture = new("BOOK_08", W,
        "The workbook says it was prepared on {0}, which has not come yet.", "Check prepared_on on the sheet Declaration.");

    public static readonly OfficeFileRule Blank = new("CELL_01", E, "{0} is blank.", "Enter {1}.");
    public static readonly OfficeFileRule NotOfForm = new("CELL_02", E, "{0} is not {1}.", "Enter {1}.");
    public static readonly OfficeFileRule NotACode = new("CELL_03", E, "{0} is not one of the codes allowed here.", "Enter {1}.");
    public static readonly OfficeFileRule Negative = new("CELL_04", E, "{0} is negative.", "Enter 0 or more.");
    public static readonly OfficeFileRule OutOfRange = new("CELL_05", E, "{0} is out of range.", "Enter a value from {1} to {2}.");
    public static readonly OfficeFileRule Unusable = new("CELL_06", E,
        "{0} has no usable value: {1}.", "Open the workbook in Excel, correct the cell, save the workbook and send it again.");

    public static readonly OfficeFileRule LineTwice = new("SET_01", E,
        "The line for {0} appears twice: also in row {1}.", "Keep one of the 2 lines and delete the other.");
    public static readonly OfficeFileRule UnknownProvider = new("SET_02", E,
        "{0} is not a provider on the sheet Providers.", "Add the provider to the sheet Providers, or correct the UKPRN.");
    public static readonly OfficeFileRule UnknownQualification = new("SET_03", E,
        "No qualification on the sheet Qualifications is an {0}.", "Add one to the sheet Qualifications, or correct the code.");
    public static readonly OfficeFileRule ProfileGbp = new("SET_04", E,
        "The 4 quarters of profile_gbp add up to {0}, but allocation_gbp is {1}.",
        "Correct profile_gbp_q1 to profile_gbp_q4, or allocation_gbp, so that they agree to the penny.");
    public static readonly OfficeFileRule ProfileStarts = new("SET_05", E,
        "The 4 quarters of profile_starts add up to {0}, but places is {1}.",
        "Correct profile_starts_q1 to profile_starts_q4, or places, so that they agree.");
    public static readonly OfficeFileRule OpensOutOfOrder = new("SET_06", E,
        "{0} opens on {1}, which is not after the opening of {2} on {3}.", "Correct opens_on: each period opens after the one before it.");
    public static readonly OfficeFileRule DueTooEarly = new("SET_07", E,
        "Returns for {0} are due on {1}, but the period runs until {2}.", "Set due_on to a day after {2}.");
    public static readonly OfficeFileRule ClosesTooEarly = new("SET_08", E,
        "{0} closes on {1}, before returns are due on {2}.", "Set closes_on to {2} or later.");
    public static readonly OfficeFileRule ClosedPeriodChanged = new("SET_09", E,
        "{0} is closed, and its line cannot change: {1} was {2}.", "Put {2} back.");
    public static readonly OfficeFileRule ClosedPeriodMissing = new("SET_10", E,
        "{0} is closed, and its line is missing.", "Put the line for {1} back as it was: {2}.");
    public static readonly OfficeFileRule UnknownKey = new("SET_11", E,
        "{0} is not a rule of the scheme.", "Correct the key. The keys are: {1}.");
    public static readonly OfficeFileRule KeyMissing = new("SET_12", E,
        "The sheet Scheme does not give {0} for all funding years.", "Add a row with the key {0}, its value, and no funding_year. The value is {1}.");
    public static readonly OfficeFileRule SplitNot100 = new("SET_13", E,
        "start_pct, completion_pct and outcome_pct add up to {0} for {1}, not to 100.", "Correct the percentages. Write 45 for 45%, not 0.45.");
    public static readonly OfficeFileRule KeyNotByYear = new("SET_14", E,
        "{0} is the same for all funding years.", "Leave funding_year blank for this key.");
    public static readonly OfficeFileRule EndBeforeBeginning = new("SET_15", E,
        "{0} is before {1}.", "Correct one of the two so that {0} is the same as {1} or later.");
    public static readonly OfficeFileRule DestinationCode = new("SET_16", E,
        "{0} is not a code of the destination {1}.", "Use one of: {2}.");
    public static readonly OfficeFileRule UnknownRule = new("SET_17", E,
        "{0} is not a rule for returns.", "Correct the rule. The page of rules lists them all.");
    public static readonly OfficeFileRule RuleNotSoftened = new("SET_18", E,
        "The rule {0} cannot be softened.", "Delete this line: only rules that reject a row or warn can be softened, and DECL_03 never.");
    public static readonly OfficeFileRule OverrideWithoutEffect = new("SET_19", E,
        "The rule {0} is a warning already.", "Use OFF to switch it off, or delete this line.");
    public static readonly OfficeFileRule OverridesOverlap = new("SET_20", E,
        "This line and row {0} both change the rule {1} in the same period.", "Change the periods so that they do not overlap, or delete one of the 2 lines.");
    public static readonly OfficeFileRule HeldProviderMissing = new("SET_21", E,
        "The provider with UKPRN {0} has accepted returns but is not on the sheet Providers.", "Put the provider back.");
    public static readonly OfficeFileRule HeldAimMissing = new("SET_22", E,
        "Learners are enrolled on learning aim {0}, but it is not on the sheet Qualifications.",
        "Put the learning aim back. To stop new starts, change available_to.");
    public static readonly OfficeFileRule OpenCommitment = new("SET_23", W,
        "{0} may still be earned by learners of {1} on an {2} in {3}, but no line gives money for them.",
        "Add a line for {1}, {2} and {3}. Its places may be 0.");
    public static readonly OfficeFileRule QualifyingDaysOpen = new("SET_24", W,
        "The sheet QualifyingDays has no line for 1 planned day: shorter courses qualify on their first day.",
        "Add a line with planned_days_from 1.");
    public static readonly OfficeFileRule CalendarGap = new("SET_25", W,
        "The sheet Calendar has no line for {0}: no returns can be sent for it.", "Add a line for {1}.");
    public static readonly OfficeFileRule KeptTooShort = new("SET_26", E,
        "keep_aggregate_years ends before keep_learner_years: the workbooks would be gone while the rows they were made from are kept.",
        "Set keep_aggregate_years to 0, which keeps them for ever, or to at least keep_learner_years.");

    public static readonly OfficeFileRule ReferenceTwice = new("LED_01", E,
        "The reference {0} appears twice in this workbook: also on the sheet {1}, row {2}.", "Give each line a reference of its own.");
    public static readonly OfficeFileRule LineChanged = new("LED_02", E,
        "The reference {0} is already in the ledger with other values: {1}.",
        "Lines of the ledger never change. Put the line back as it was, and undo it with a new line under a new reference.");
    public static readonly OfficeFileRule LedgerProvider = new("LED_03", E,
        "{0} is not a provider of the pilot.", "Correct the UKPRN, or add the provider to the settings first.");
    public static readonly OfficeFileRule LedgerQualification = new("LED_04", E,
        "{0} is not a qualification of the pilot.", "Correct the code, or add the qualification to the settings first.");
    public static readonly OfficeFileRule LedgerAim = new("LED_05", E,
        "{0} is not a learning aim of the pilot.", "Correct the learning aim reference, or add it to the settings first.");
    public static readonly OfficeFileRule HoldEndsEarly = new("LED_06", E,
        "to is before from.", "Correct one of the two so that to is the same as from or later.");
    public static readonly OfficeFileRule UnknownCourse = new("LED_07", W,
        "No accepted enrolment of this provider has this learner reference, learning aim and start date: the line has no effect yet.",
        "Check learner_ref, aim_ref and start_date against the provider's return. If one is wrong, send a new line under a new reference.");
    public static readonly OfficeFileRule UnknownLearner = new("LED_08", W,
        "No accepted enrolment of this provider has this learner reference: the hold holds nobody yet.",
        "Check learner_ref against the provider's return. If it is wrong, send a new line under a new reference.");

    public static readonly OfficeFileRule AwardNotYet = new("AWD_01", E,
        "{0} is {1}, which has not come yet.", "Correct the date: the workbook tells what has happened.");
    public static readonly OfficeFileRule NumberOfTwoLearners = new("AWD_02", E,
        "The registration number {0} stands with another ULN on the sheet {1}, row {2}.", "A registration is one learner's. Correct the number or the ULN of one of the 2 rows.");
    public static readonly OfficeFileRule CertificateWithoutRegistration = new("AWD_03", W,
        "No row of the sheet Registrations has the number {0}: the certificate is found by the learner's ULN alone.", "Add the registration, or check the number.");
    public static readonly OfficeFileRule AwardsGone = new("AWD_04", W,
        "{0} numbers on the sheet {1} of awards version {2} are not in this workbook: what they confirmed is no longer confirmed.",
        "Each awards workbook holds everything so far. Send it again with the rows that are missing, if they still stand.");

    /// <summary>In the order of their ids within each family.</summary>
    public static IReadOnlyList<OfficeFileRule> All { get; } =
    [
        WrongTemplate, DeclarationKey, SheetMissing, HeadingsMissing, HeadingTwice, UnknownSheet, UnknownColumn, PreparedInFuture,
        Blank, NotOfForm, NotACode, Negative, OutOfRange, Unusable,
        LineTwice, UnknownProvider, UnknownQualification, ProfileGbp, ProfileStarts, OpensOutOfOrder, DueTooEarly, ClosesTooEarly,
        ClosedPeriodChanged, ClosedPeriodMissing, UnknownKey, KeyMissing, SplitNot100, KeyNotByYear, EndBeforeBeginning,
        DestinationCode, UnknownRule, RuleNotSoftened, OverrideWithoutEffect, OverridesOverlap, HeldProviderMissing, HeldAimMissing,
        OpenCommitment, QualifyingDaysOpen, CalendarGap, KeptTooShort,
        ReferenceTwice, LineChanged, LedgerProvider, LedgerQualification, LedgerAim, HoldEndsEarly, UnknownCourse, UnknownLearner,
        AwardNotYet, NumberOfTwoLearners, CertificateWithoutRegistration, AwardsGone,
    ];
}
