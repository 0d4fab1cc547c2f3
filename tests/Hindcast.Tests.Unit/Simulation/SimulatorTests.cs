using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Simulation.Scenarios;
using Hindcast.Simulation.Truths;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Simulation;

public sealed class SimulatorTests
{
    private const string Intruded = """
        id: t
        server: {product: [2016-cu19], users: 40}
        period: {from: 2021-03-02, days: 4}
        patches: [{level: mar21, at: 2021-03-05T10:30:00Z}]
        intrusions: [{actor: mass-wave, at: 2021-03-03T04:20:00Z}]
        """;

    [Fact]
    public void The_same_seed_gives_the_same_bytes_whatever_the_threads()
    {
        using SimulatedServer one = new(Intruded, threads: 1);
        using SimulatedServer three = new(Intruded, threads: 3);
        using SimulatedServer other = new(Intruded, seed: 2);
        Assert.Equal(one.Fingerprint(), three.Fingerprint());
        Assert.NotEqual(one.Fingerprint(), other.Fingerprint());
    }

    [Fact]
    public void One_change_in_a_scenario_leaves_the_traffic_of_every_day_as_it_was()
    {
        using SimulatedServer with = new(Intruded);
        using SimulatedServer without = new(Intruded[..Intruded.IndexOf("intrusions", StringComparison.Ordinal)]);
        HashSet<string> more = [.. with.Files("*.log").SelectMany(File.ReadAllLines)];
        IEnumerable<string> rows = without.Files("*.log").SelectMany(File.ReadAllLines);
        Assert.All(rows, row => Assert.Contains(row, more));
        Assert.True(more.Count > rows.Distinct().Count());
    }

    [Fact]
    public void Lines_of_the_truth_stand_where_it_says()
    {
        using SimulatedServer server = new(Intruded);
        TruthStep[] steps = [.. server.Truth.Intrusions.Single().Steps];
        Assert.Equal(["ssrf", "identify", "session", "vdir-set", "vdir-reset", "page-written", "page-used"], steps.Select(s => s.Kind));
        TruthLine[] lines = [.. steps.SelectMany(s => s.Lines).Where(l => l.Record == 0)];
        Assert.True(lines.Length > 15);
        foreach (TruthLine line in lines)
        {
            byte[] bytes = File.ReadAllBytes(server.At(line.File));
            string row = Encoding.UTF8.GetString(bytes, (int)line.OffsetBytes, (int)line.LengthBytes);
            Assert.Equal(Encoding.UTF8.GetString(bytes).Split("\r\n")[line.Line - 1].TrimStart('\uFEFF'), row);
            string shown = line.Time.Utc.ToString(line.File.Contains("W3SVC", StringComparison.Ordinal) ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            Assert.StartsWith(shown, row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_request_has_one_id_in_all_logs()
    {
        using SimulatedServer server = new(Intruded);
        string session = File.ReadAllLines(server.Files("HttpProxy_*.LOG").Single(f => f.Contains("/Ecp/", StringComparison.Ordinal) && File.ReadAllText(f).Contains("proxyLogon.ecp", StringComparison.Ordinal)))
            .Single(r => r.Contains("proxyLogon.ecp", StringComparison.Ordinal));
        string id = CsvRow.Split(session)[1];
        Assert.Equal(2, server.Files("u_ex*.log").SelectMany(File.ReadAllLines).Count(r => r.Contains(id, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_row_has_the_columns_of_its_header()
    {
        using SimulatedServer server = new(Intruded);
        foreach (string file in server.Files("*.log").Concat(server.Files("*.LOG")).Where(f => !f.EndsWith("ExchangeSetup.log", StringComparison.Ordinal)).Distinct())
        {
            int columns = 0;
            bool spaced = false;
            foreach (string row in File.ReadAllLines(file).Where(r => !r.StartsWith("DateTime,", StringComparison.Ordinal)))
            {
                if (row.StartsWith("#Fields: ", StringComparison.Ordinal))
                {
                    spaced = !row.Contains(',', StringComparison.Ordinal);
                    columns = spaced ? row[9..].Split(' ').Length : row[9..].Split(',').Length;
                }
                else if (!row.TrimStart('\uFEFF').StartsWith('#'))
                {
                    Assert.Equal(columns, spaced ? row.Split(' ').Length : CsvRow.Split(row).Length);
                }
            }
        }
    }

    [Fact]
    public void An_update_changes_the_build_in_the_middle_of_a_file()
    {
        using SimulatedServer server = new(Intruded, scale: 0.01);
        string[] changed = [.. server.Files("HttpProxy_2021030510-1.LOG").Where(f => File.ReadAllText(f) is var text
            && text.Contains("#Version: 15.01.2176.002", StringComparison.Ordinal) && text.Contains("#Version: 15.01.2176.009", StringComparison.Ordinal))];
        Assert.NotEmpty(changed);
    }

    [Fact]
    public void A_server_with_the_fix_turns_the_intruder_away()
    {
        using SimulatedServer server = new(Intruded.Replace("2021-03-05T10:30:00Z", "2021-03-03T01:00:00Z", StringComparison.Ordinal));
        Assert.Equal(Outcome.Attempted, server.Truth.Happened);
        Assert.Equal(["ssrf"], server.Truth.Intrusions.Single().Steps.Select(s => s.Kind));
        Assert.Empty(server.Truth.Intrusions.Single().Files);
    }

    [Fact]
    public void Lost_logs_are_gone_and_the_truth_knows_what_they_would_have_shown()
    {
        using SimulatedServer server = new(Intruded + "\nlogs: {absent: [ecp-server, evtx], lost: [{logs: [iis, httpproxy], from: 2021-03-01T00:00:00Z, to: 2021-03-04T00:00:00Z, why: wiped}]}");
        Assert.Empty(server.Files("ECPServer*"));
        Assert.Empty(server.Files("u_ex210303.log"));
        TruthStep session = server.Truth.Intrusions.Single().Steps.Single(s => s.Kind == "session");
        Assert.Empty(session.Lines);
        Assert.Equal(3, session.LostLines);
        TruthLog front = server.Truth.Logs.Single(l => l.Log == "iis-front");
        Assert.Equal(["wiped", "wiped"], front.Gaps.Select(g => g.Why));
        Assert.Equal(Outcome.Used, server.Truth.Happened);
        Assert.Equal(Outcome.Succeeded, server.Truth.Provable);
    }

    [Fact]
    public void A_quota_deletes_the_oldest_files_first()
    {
        using SimulatedServer server = new(Intruded + "\nlogs: {httpproxy-quota-mb: 1}", scale: 0.02);
        string[] names = [.. server.Files("HttpProxy_*.LOG").Where(f => f.Contains("/Mapi/", StringComparison.Ordinal))];
        Assert.True(names.Sum(f => new FileInfo(f).Length) <= 1 << 20);
        Assert.EndsWith("HttpProxy_2021030523-1.LOG", names[^1], StringComparison.Ordinal);
        Assert.Contains(server.Truth.Logs.Single(l => l.Log == "httpproxy-mapi").Gaps, g => g.Why == "quota");
    }

    [Fact]
    public void A_truncated_log_ends_in_the_middle_of_a_row()
    {
        using SimulatedServer server = new(Intruded + "\nlogs: {truncated: [iis-front]}");
        Assert.NotEqual((byte)'\n', File.ReadAllBytes(server.At("C/inetpub/logs/LogFiles/W3SVC1/u_ex210305.log"))[^1]);
        Assert.True(server.Truth.Logs.Single(l => l.Log == "iis-front").IsTruncated);
    }

    [Fact]
    public void Drift_moves_the_clock_of_one_log()
    {
        using SimulatedServer server = new(Intruded + "\nlogs: {drift-seconds: {iis-front: 95}}");
        TruthStep session = server.Truth.Intrusions.Single().Steps.Single(s => s.Kind == "session");
        EvidenceTime front = session.Lines.Single(l => l.File.Contains("W3SVC1", StringComparison.Ordinal)).Time;
        EvidenceTime proxy = session.Lines.Single(l => l.File.Contains("HttpProxy", StringComparison.Ordinal)).Time;
        Assert.InRange((front.Utc - proxy.Utc).TotalSeconds, 94, 95);
    }

    [Fact]
    public void Pages_say_that_they_are_inert_and_can_not_be_compiled()
    {
        using SimulatedServer server = new(Intruded);
        TruthFile page = server.Truth.Intrusions.Single().Files.Single(f => f.Kind == "page");
        string content = File.ReadAllText(server.At(page.Path));
        Assert.Contains("INERT", content, StringComparison.Ordinal);
        Assert.Contains("not a program )(", content, StringComparison.Ordinal);
    }

    [Fact]
    public void The_truth_is_read_back_as_it_was_written()
    {
        using SimulatedServer server = new(Intruded);
        using MemoryStream again = new();
        using (FileStream stream = File.OpenRead(server.Result.TruthFile))
        {
            TruthJson.Write(TruthJson.Read(stream), again);
        }

        Assert.Equal(File.ReadAllText(server.Result.TruthFile), Encoding.UTF8.GetString(again.ToArray()));
    }

    [Theory]
    [InlineData("id: t\nservr: {}", "servr")]
    [InlineData("id: t\nschema: 2", "schema is 2")]
    [InlineData("title: no id", "id is missing")]
    public void A_mistake_in_a_scenario_is_named(string yaml, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => Scenario.Parse(yaml, "x.yml")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("intrusions: [{actor: nobody, at: 2021-03-03T04:20:00Z}]", "actor 'nobody'")]
    [InlineData("intrusions: [{actor: mass-wave, at: 2021-03-03T04:20:00Z, steps: [dance]}]", "step 'dance'")]
    [InlineData("scans: [{kind: x, at: 2021-03-03T04:20:00Z}]", "scan kind 'x'")]
    [InlineData("actions: [{kind: x, at: 2021-03-03T04:20:00Z}]", "action kind 'x'")]
    [InlineData("logs: {absent: [iss]}", "'iss' is no kind of log")]
    [InlineData("server: {product: [2016-cu99]}", "product '2016-cu99'")]
    [InlineData("patches: [{level: june, at: 2021-03-03T04:20:00Z}]", "level 'june'")]
    public void A_value_that_is_not_known_is_named(string yaml, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => new SimulatedServer("id: t\n" + yaml).Dispose()).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_scenario_of_the_repository_can_be_read()
    {
        string[] files = [.. Checkout.Files("scenarios", "*.yml").Where(f => !f.Contains("/fleets/", StringComparison.Ordinal))];
        Assert.True(files.Length >= 6);
        Assert.All(files, file => Assert.NotEmpty(Scenario.Read(Path.Combine(Checkout.Root, file)).Title));
    }

    [Fact]
    public void Builds_and_flaws_are_those_of_the_product_table()
    {
        Dictionary<string, string[]> table = Checkout.Read("packs/products/exchange/builds.csv").Split('\n').Skip(1).Where(l => l.Length > 0)
            .Select(l => l.Split(',')).ToDictionary(c => c[0], c => c, StringComparer.Ordinal);
        SimulationKnowledge knowledge = SimulationKnowledge.Instance;
        Assert.All(knowledge.Products.Where(p => p.Family == ProductDocument.Exchange).SelectMany(p => p.Updates.Values.Append(p.Build)), build => Assert.Contains(build, table));
        foreach (FlawDocument flaw in knowledge.Flaws.Where(f => f.Family == ProductDocument.Exchange))
        {
            IEnumerable<string> updates = knowledge.Products.Where(p => p.Updates.ContainsKey(flaw.FixedIn)).Select(p => p.Updates[flaw.FixedIn]);
            Assert.All(updates, build => Assert.Contains(flaw.Id, table[build][4], StringComparison.Ordinal));
        }

        // Of Orion: builds that hold the backdoor, with their hashes.
        string builds = Checkout.Read("packs/products/orion/builds.csv"), files = Checkout.Read("packs/products/orion/files.csv");
        Assert.All(knowledge.Products.Where(p => p is { Family: ProductDocument.Orion, Includes: null }), p =>
        {
            Assert.Contains($"\n{p.Build},", builds, StringComparison.Ordinal);
            Assert.Contains($"\n{p.Sha256},SolarWinds.Orion.Core.BusinessLayer.dll,{p.Build}", files, StringComparison.Ordinal);
        });
    }
}
