using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Support;

/// <summary>Returns of the college: learners who start on 14 September 2026, and completion returns with nothing in them.</summary>
internal static class SmallReturns
{
    public static readonly Quarter Q3 = new(2026, 3);
    public static readonly Quarter Q4 = new(2026, 4);
    public static readonly DateOnly Start = new(2026, 9, 14);
    public static readonly DateOnly PlannedEnd = new(2027, 6, 25);
    public static readonly DateOnly AfterQ3 = new(2027, 1, 5);

    public static ReturnBuilder Enrolments(int rows, Quarter? period = null, DateOnly? preparedOn = null, Ukprn? ukprn = null) =>
        ReturnBuilder.Enrolment(rows, (ukprn ?? College).ToString(), Hnc, period ?? Q3, preparedOn ?? AfterQ3, Start, PlannedEnd);

    public static ReturnBuilder Nil(Quarter? period = null, DateOnly? preparedOn = null, Ukprn? ukprn = null) =>
        new ReturnBuilder(ReturnTemplate.Completion, (ukprn ?? College).ToString(), period ?? Q3, preparedOn ?? AfterQ3).Declare("submission_kind", "NIL");
}
