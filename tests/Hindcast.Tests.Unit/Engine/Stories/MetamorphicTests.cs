using System.Globalization;
using System.Text.RegularExpressions;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Simulation;

namespace Hindcast.Tests.Unit.Engine.Stories;

/// <summary>The same evidence in another shape gives the same answers; less evidence never gives stronger ones.</summary>
public sealed partial class MetamorphicTests : IDisposable
{
    private const string TextOnly = """
        schema: 1
        id: text-only
        title: A group that reads mail, writes a page and uses it, and a second one, without event logs
        server: {product: [2016-cu19], users: 100..200, utc-offset-hours: "0"}
        period: {from: 2021-01-04, days: 8}
        logs:
          absent: [evtx]
        intrusions:
          - {actor: quiet-since-january, at: 2021-01-05T02:00:00Z..2021-01-05T20:00:00Z}
          - {actor: mass-wave, at: 2021-01-07T02:00:00Z..2021-01-07T20:00:00Z}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-metamorphic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_in_another_order_and_under_other_roots_give_the_same_answers()
    {
        using SimulatedServer server = SimulatedServer.Of("several-actors", seed: 24, scale: 0.0004);
        string expected = StoryEssence.Of(Assess([server.Result.EvidenceFolder]));
        Assert.Contains("intrusion", expected, StringComparison.Ordinal);
        string[] parts =
        [
            .. Directory.GetDirectories(server.At("C")).Order(StringComparer.Ordinal).Select((part, i) =>
            {
                string root = Path.Combine(_folder, i.ToString(CultureInfo.InvariantCulture));
                Directory.CreateDirectory(Path.Combine(root, "C"));
                Directory.Move(part, Path.Combine(root, "C", Path.GetFileName(part)));
                return root;
            }),
        ];
        Assert.True(parts.Length >= 3);
        Assert.Equal(expected, StoryEssence.Of(Assess(parts)));
        Assert.Equal(expected, StoryEssence.Of(Assess([.. parts.Reverse()])));
    }

    [Fact]
    public void Logs_cut_into_smaller_files_give_the_same_answers()
    {
        using SimulatedServer server = new(TextOnly, seed: 5, scale: 0.0004);
        Copy(server, (path, text) => path.EndsWith(".log", StringComparison.OrdinalIgnoreCase) && Halves(text) is { } halves
            ? [(path, halves.First), (path.Insert(path.Length - 4, "x"), halves.Second)] : [(path, text)]);
        Assert.True(Directory.GetFiles(_folder, "*x.*", SearchOption.AllDirectories).Length > 20);
        Assert.Equal(StoryEssence.Of(Assess([server.Result.EvidenceFolder])), StoryEssence.Of(Assess([_folder])));
    }

    [Fact]
    public void Benign_logs_of_the_same_days_change_nothing_but_coverage()
    {
        using SimulatedServer server = new(TextOnly, seed: 5, scale: 0.0004), clean = new(
            TextOnly[..TextOnly.IndexOf("intrusions:", StringComparison.Ordinal)].Replace("id: text-only", "id: clean", StringComparison.Ordinal), seed: 6, scale: 0.0004);
        string more = clean.At(Path.Combine("C", "Program Files", "Microsoft", "Exchange Server", "V15", "Logging"));
        Assessment with = Assess([server.Result.EvidenceFolder, more]), without = Assess([server.Result.EvidenceFolder]);
        Assert.True(with.Coverage.Logs.Sum(l => l.Records) > without.Coverage.Logs.Sum(l => l.Records));
        Assert.Equal(StoryEssence.Of(without), StoryEssence.Of(with));
    }

    [Fact]
    public void Times_shifted_by_whole_weeks_shift_the_answers_and_nothing_else()
    {
        TimeSpan shift = TimeSpan.FromDays(14);
        using SimulatedServer server = new(TextOnly, seed: 5, scale: 0.0004);
        Copy(server, (path, text) => [(Shifted(path, shift), Shifted(text, shift))]);
        string shifted = StoryEssence.Of(Assess([_folder]), shift);
        Assert.Equal(StoryEssence.Of(Assess([server.Result.EvidenceFolder])), shifted);
        Assert.Contains("2021-01-05", shifted, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_names_of_people_and_servers_give_the_same_answers_with_those_names()
    {
        static string Renamed(string text) => text.Replace("contoso", "fabrica", StringComparison.Ordinal).Replace("CONTOSO", "FABRICA", StringComparison.Ordinal)
            .Replace("EX01", "SV77", StringComparison.Ordinal).Replace("ex01", "sv77", StringComparison.Ordinal);
        using SimulatedServer server = new(TextOnly, seed: 5, scale: 0.0004);
        Copy(server, (path, text) => [(path, Renamed(text))]);
        string renamed = FileHash().Replace(StoryEssence.Of(Assess([_folder])), "");
        Assert.Equal(Renamed(FileHash().Replace(StoryEssence.Of(Assess([server.Result.EvidenceFolder])), "")), renamed);
        Assert.Contains("@fabrica.example", renamed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("several-actors", 24)]
    [InlineData("january-quiet", 7)]
    [InlineData("proxyshell", 20)]
    public void Taking_a_log_away_only_weakens_what_is_said(string scenario, int seed)
    {
        using SimulatedServer server = SimulatedServer.Of(scenario, (ulong)seed, scale: 0.0004);
        Assessment whole = Assess([server.Result.EvidenceFolder]);
        Assert.True(whole.Verdict.Outcome >= Outcome.Succeeded);
        HashSet<Rung> shown = [.. whole.Intrusions.SelectMany(Shown)];
        HashSet<string> mailboxes = [.. whole.Impact.Mailboxes.Select(m => m.Mailbox)], placed = [.. whole.Persistence.Select(p => p.Name)];
        foreach (IGrouping<LogName, EvidenceFile> log in whole.Files.Where(f => f.Log is not null).GroupBy(f => f.Log!.Value).OrderBy(g => g.Key))
        {
            string[] taken = [.. log.Select(f => Path.Combine(server.Result.EvidenceFolder, f.Path))];
            Array.ForEach(taken, f => File.Move(f, Hidden(f)));
            Assessment less = Assess([server.Result.EvidenceFolder]);
            Array.ForEach(taken, f => File.Move(Hidden(f), f));

            string without = $"{scenario} without {log.Key}";
            Assert.True(less.Verdict.Outcome <= whole.Verdict.Outcome, without);
            Assert.True(less.Intrusions.SelectMany(Shown).All(shown.Contains), without);
            Assert.True(less.Actors.AtLeast <= Math.Max(1, whole.Actors.AtMost), without);
            Assert.True(less.Impact.Mailboxes.All(m => m.Mailbox.Length == 0 || mailboxes.Contains(m.Mailbox)), without);
            Assert.True(less.Persistence.All(p => placed.Contains(p.Name)), without);
            Assert.True(whole.Chronology.FirstReached!.Time <= (less.Chronology.FirstReached ?? whole.Chronology.FirstReached).Time, without);
        }

        string Hidden(string file) => Path.Combine(_folder, Path.GetRelativePath(server.Result.EvidenceFolder, file).Replace(Path.DirectorySeparatorChar, '_'));
    }

    private static IEnumerable<Rung> Shown(Intrusion intrusion) => intrusion.Stages.Where(s => s.State == StageState.Shown).Select(s => s.Rung);

    private static Assessment Assess(IReadOnlyList<string> evidence) => Assessor.Run(
        new AssessOptions { Evidence = evidence, PackFolder = Path.Combine(AppContext.BaseDirectory, "packs"), Tool = "test" },
        new ReadProgress(), TestContext.Current.CancellationToken).Assessment;

    /// <summary>Copies the evidence, changed file by file. All of it is text; bytes that are no UTF-8 would be lost, and there are none.</summary>
    private void Copy(SimulatedServer server, Func<string, string, IEnumerable<(string Path, string Text)>> change)
    {
        foreach (string file in server.Files("*"))
        {
            foreach ((string path, string text) in change(Path.GetRelativePath(server.Result.EvidenceFolder, file), File.ReadAllText(file)))
            {
                string target = Path.Combine(_folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllText(target, text);
            }
        }
    }

    /// <summary>Both halves of a log, each with its header; null where there is nothing to cut.</summary>
    private static (string First, string Second)? Halves(string text)
    {
        string[] lines = text.Split('\n');
        int header = Array.FindLastIndex(lines, Math.Min(lines.Length, 8) - 1, l => l.StartsWith('#')) + 1;
        int rows = lines.Length - header;
        if (header == 0 || rows < 4 || lines.Skip(header).Any(l => l.StartsWith('#')))
        {
            return null;
        }

        int cut = header + (rows / 2);
        return (string.Join('\n', lines[..cut]) + "\n", string.Join('\n', lines[..header].Concat(lines[cut..])));
    }

    private static string Shifted(string text, TimeSpan by)
    {
        string Move(Match match, string format) => DateTime.ParseExact(match.Value, format, CultureInfo.InvariantCulture).Add(by).ToString(format, CultureInfo.InvariantCulture);
        text = IsoDay().Replace(text, m => Move(m, "yyyy-MM-dd"));
        text = SetupDay().Replace(text, m => Move(m, "MM/dd/yyyy"));
        text = FileHour().Replace(text, m => Move(m, "yyyyMMdd"));
        return IisFile().Replace(text, m => Move(m, "yyMMdd"));
    }

    [GeneratedRegex(@"\b20[12]\d-[01]\d-[0-3]\d(?=[T \r\n])")]
    private static partial Regex IsoDay();

    [GeneratedRegex(@"(?<=\[)[01]\d/[0-3]\d/20[12]\d(?= )")]
    private static partial Regex SetupDay();

    [GeneratedRegex(@"(?<=[A-Za-z_])20[12]\d[01]\d[0-3]\d(?=\d\d-|-\d)")]
    private static partial Regex FileHour();

    /// <summary>A page that holds a name is another file when the name is another.</summary>
    [GeneratedRegex("file=[0-9a-f]{64}")]
    private static partial Regex FileHash();

    [GeneratedRegex(@"(?<=u_ex)\d{6}(?=\.log)")]
    private static partial Regex IisFile();
}
