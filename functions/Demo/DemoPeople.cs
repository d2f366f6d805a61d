using System.Globalization;
using Bogus;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Demo;

/// <summary>
/// Makes invented learners, the same ones each time. No value of theirs stands anywhere but in the files that are made: numbers get a right
/// check digit, postcodes a plausible first part, when they are asked for.
/// </summary>
internal sealed class DemoPeople
{
    private const int Seed = 20260914;
    private static readonly string[] Homes =
        ["B8", "B11", "B12", "B16", "B20", "B23", "B33", "B66", "B70", "B91", "CV1", "CV2", "CV6", "DY1", "DY4", "WS1", "WS3", "WV1", "WV10", "WV14", "CV31", "ST16", "WR1"];
    private static readonly string[] Inward = [.. "ABDEFGHJLNPQRSTUWXYZ".Select(letter => letter.ToString())];
    private readonly Faker _faker = new("en_GB") { Random = new Randomizer(Seed) };
    private readonly Dictionary<Ukprn, int> _counts = [];
    private int _ulns;

    public DemoLearner Make(DemoCourse course)
    {
        var start = course.Start.AddDays(_faker.Random.Bool(0.15f) ? 7 * _faker.Random.Int(0, 1) : 0);
        var count = _counts[course.Provider] = _counts.GetValueOrDefault(course.Provider) + 1;
        return new DemoLearner
        {
            Provider = course.Provider,
            Ref = string.Create(CultureInfo.InvariantCulture, $"{course.Prefix}{count:D4}"),
            Uln = NextUln(),
            Born = start.AddYears(-_faker.Random.WeightedRandom([18, 19, 20, 22, 25, 31, 38, 46], [0.22f, 0.2f, 0.14f, 0.12f, 0.12f, 0.1f, 0.06f, 0.04f])).AddDays(-_faker.Random.Int(1, 360)),
            Sex = _faker.Random.WeightedRandom(["F", "M", "N"], [0.38f, 0.6f, 0.02f]),
            Ethnicity = _faker.Random.WeightedRandom([31, 34, 35, 39, 40, 41, 44, 45, 47, 99], [0.46f, 0.06f, 0.05f, 0.12f, 0.12f, 0.04f, 0.06f, 0.04f, 0.02f, 0.03f]),
            Lldd = _faker.Random.WeightedRandom([1, 2, 9], [0.17f, 0.8f, 0.03f]),
            PriorAttainment = _faker.Random.WeightedRandom(["L3", "BELOW_L3", "L4", "OTHER"], [0.78f, 0.1f, 0.07f, 0.05f]),
            Employment = _faker.Random.WeightedRandom([10, 11, 12, 98], [0.55f, 0.25f, 0.15f, 0.05f]),
            Home = PostcodeIn(_faker.PickRandom(Homes)),
            AimRef = course.AimRef,
            Mode = course.Mode,
            Delivery = PostcodeIn(course.DeliveredIn),
            Start = start,
            PlannedEnd = course.PlannedEnd,
            Route = _faker.PickRandom(course.Routes),
        };
    }

    /// <summary>One of several, as often as their shares say.</summary>
    public bool Happens(double share) => _faker.Random.Double() < share;

    public int Between(int least, int most) => _faker.Random.Int(least, most);

    public T Pick<T>(params T[] of) => _faker.PickRandom(of);

    private string PostcodeIn(string outward) =>
        string.Create(CultureInfo.InvariantCulture, $"{outward} {_faker.Random.Int(0, 9)}{_faker.PickRandom(Inward)}{_faker.PickRandom(Inward)}");

    /// <summary>Ten digits whose sum weighted 10, 9 ... 1 leaves 10 when divided by 11.</summary>
    private string NextUln()
    {
        while (true)
        {
            var stem = (900_000_000 + (_ulns++ * 97)).ToString(CultureInfo.InvariantCulture);
            var remainder = stem.Select((digit, i) => (10 - i) * (digit - '0')).Sum() % 11;
            if (remainder > 0)
            {
                return stem + (10 - remainder).ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}

/// <param name="Prefix">Of the provider's learner references.</param>
/// <param name="DeliveredIn">First part of the postcode where it is taught.</param>
internal sealed record DemoCourse(
    Ukprn Provider, string Prefix, string AimRef, string Mode, string DeliveredIn, DateOnly Start, DateOnly PlannedEnd, string[] Routes);
