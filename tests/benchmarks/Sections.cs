using Pilot.Functions.Returns;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;
namespace Pilot.Benchmarks;
internal static class Sections
{
    public static Measurement Run(string file)
    {
        using var world = new SampleWorld();
        using var content = File.OpenRead(file);
        var submission = world.Receive(file);
        for (var i = 0; i < 12; i++)
        {
            GC.Collect();
            var floor = Measure.CpuOf(() => BareReader.Nodes(content));
            var pkg = Measure.CpuOf(() => { using var f = ReturnFile.Open(content, FileLimits.Default); var n = 0; foreach (var r in f.ReadRows(f.Sheets[1])) { n += r.Cells.Length; } });
            var ctx = new JudgeContext { Settings = world.Settings, Folder = null, FileName = "x", ReceivedAt = Samples.ReceivedAt, Keys = world.World.Keys, LoadHistory = (u, k, p, d) => new ProviderHistory(new ProviderFacts(u, [], [], []), null, new HashSet<Quarter>()) };
            var facts = new FileFacts(ctx);
            ReadReturn? read = null;
            var reading = Measure.CpuOf(() => { using var f = ReturnFile.Open(content, FileLimits.Default); read = ReadReturn.From(f, facts); });
            var rf = new RowFacts(ctx, facts.Sender!.Ukprn, facts.Template!, facts.Typed.Period!.Value, facts.Typed.PreparedOn!.Value, facts.History!.Facts);
            var judging = new JudgeRows(rf, read!);
            var each = Measure.CpuOf(judging.EachByItself);
            var all = Measure.CpuOf(judging.AllTogether);
            var hist = Measure.CpuOf(() => judging.AgainstHistory(false));
            var keys = Measure.CpuOf(() => { foreach (var r in read!.Rows) { rf.KeyOf(r); } });
            var store = Measure.CpuOf(() => StoreRows.Enrolments(read!.Rows, rf));
            Judgement j = null!;
            var total = Measure.CpuOf(() => j = JudgeReturn.Judge(content, ctx));
            var dec = Measure.CpuOf(() => Receipts.Text(submission, j, world.Settings, world.World.Now, 1));
            Console.WriteLine(FormattableString.Invariant($"floor {floor:0} rows {pkg:0} readreturn {reading:0} each {each:0} all {all:0} hist {hist:0} keys {keys:0} storerows {store:0} | total {total:0} receipt {dec:0}"));
        }
        return new Measurement(0, 0, 0, 0, 0);
    }
}
