using System.Text.Json;
using CsCheck;
using Hindcast.Analysis.Surprise;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

public sealed class SurpriseAnalysisTests
{
    private const string Intruder = "203.0.113.9";

    [Fact]
    public void Ordinary_days_hold_nothing_unusual()
    {
        UnusualReport report = Rows.Ordinary(20).Judge();

        Assert.Empty(report.Items);
        Assert.Equal(13, report.DaysJudged);
        Assert.Equal(7, report.DaysWithoutHistory);
    }

    [Fact]
    public void Posts_to_a_file_by_one_client_without_a_login_would_have_been_seen()
    {
        Rows rows = Rows.Ordinary(20);
        for (int i = 0; i < 4; i++)
        {
            rows.Add(14, 3, "POST", "/ecp/main.css", Intruder);
        }

        UnusualItem item = Assert.Single(rows.Judge().Items);
        Assert.True(item.WouldHaveBeenSeen);
        Assert.Equal("N1", item.Id);
        Assert.Equal([Intruder], item.Clients);
        Assert.Contains(UnusualFamily.Method, item.Families);
        Assert.Contains(UnusualFamily.Identity, item.Families);
        Assert.Contains(UnusualFamily.Session, item.Families);
        UnusualSign method = item.Signs.First(s => s.Family == UnusualFamily.Method);
        Assert.Equal(4, method.Count);
        Assert.Contains("POST to /ecp/main.css", method.What, StringComparison.Ordinal);
        Assert.Contains("0 of them posts", method.Normal, StringComparison.Ordinal);
        Assert.Equal(new SourceLocation("iis.log", 120000, 99, 1201), method.Places[0].Location);
    }

    [Fact]
    public void A_first_path_alone_is_one_kind_and_no_claim()
    {
        Rows rows = Rows.Ordinary(25);
        for (int i = 0; i < 5; i++)
        {
            rows.Add(20, 9 + i, "GET", "/aspnet_client/help.aspx", $"198.51.100.{i + 1}", $"CONTOSO\\user{i}");
        }

        UnusualItem item = Assert.Single(rows.Judge().Items);
        Assert.False(item.WouldHaveBeenSeen);
        Assert.Equal([UnusualFamily.FirstSeen], item.Families);
    }

    [Fact]
    public void A_first_path_with_a_lonely_session_is_one_kind()
    {
        Rows rows = Rows.Ordinary(25);
        for (int i = 0; i < 3; i++)
        {
            rows.Add(20, 9, "POST", "/ews/new.svc", "203.0.113.5", "CONTOSO\\user1");
        }

        UnusualItem item = Assert.Single(rows.Judge().Items);
        Assert.Equal([UnusualFamily.FirstSeen, UnusualFamily.Session], item.Families);
        Assert.False(item.WouldHaveBeenSeen);
    }

    [Fact]
    public void Answers_far_above_the_largest_of_the_path_are_told()
    {
        Rows rows = Rows.Ordinary(25);
        rows.Add(20, 9, "POST", "/owa/service.svc", "198.51.100.1", "CONTOSO\\user0", query: "action=GetItem", bytes: 50_000_000);

        UnusualItem item = Assert.Single(rows.Judge().Items);
        UnusualSign sign = Assert.Single(item.Signs, s => s.Family == UnusualFamily.Volume);
        Assert.Contains("50,000,000 bytes", sign.What, StringComparison.Ordinal);
        Assert.Contains("all but one in a thousand within 900 bytes", sign.Normal, StringComparison.Ordinal);
    }

    [Fact]
    public void Routing_values_that_hold_a_path_and_queries_that_hold_an_address_are_told()
    {
        Rows rows = Rows.Ordinary(25);
        for (int day = 0; day < 25; day++)
        {
            for (int i = 0; i < 5; i++)
            {
                rows.Add(day, 5, "POST", "/ecp/x", "198.51.100.1", "CONTOSO\\user0", source: RequestSource.Proxy, routing: "ServerInfo~ex01.contoso.example");
                rows.Add(day, 5, "GET", "/autodiscover/autodiscover.json", "198.51.100.1", "CONTOSO\\user0", query: "Email=a");
            }
        }

        rows.Add(21, 3, "POST", "/ecp/x", Intruder, source: RequestSource.Proxy, routing: "ServerInfo~a]@ex01.contoso.example:444/x?#")
            .Add(21, 3, "GET", "/autodiscover/autodiscover.json", Intruder, query: "@evil.example/mapi/&Email=x");

        UnusualItem item = Assert.Single(rows.Judge().Items);
        Assert.Contains(item.Signs, s => s.What.Contains("Routing value ServerInfo with a path in it", StringComparison.Ordinal));
        Assert.Contains(item.Signs, s => s.What.Contains("address and a path in its query", StringComparison.Ordinal));
    }

    [Fact]
    public void The_account_of_a_computer_where_it_never_was_is_told()
    {
        Rows rows = Rows.Ordinary(25);
        for (int day = 0; day < 25; day++)
        {
            for (int i = 0; i < 5; i++)
            {
                rows.Add(day, 5, "POST", "/mapi/emsmdb/", "10.0.0.9", "CONTOSO\\user0", source: RequestSource.BackEnd);
            }
        }

        rows.Add(21, 3, "POST", "/mapi/emsmdb/", "10.0.0.9", "CONTOSO\\EX01$", source: RequestSource.BackEnd);

        Assert.Contains(rows.Judge().Items.SelectMany(i => i.Signs), s => s.Family == UnusualFamily.Identity && s.Normal.Contains("none for the account of a computer", StringComparison.Ordinal));
    }

    [Fact]
    public void What_happens_every_other_day_is_no_surprise_whatever_it_is()
    {
        Rows rows = Rows.Ordinary(30);
        for (int day = 0; day < 30; day += 2)
        {
            rows.Add(day, 3, "POST", $"/ecp/file-{(char)('a' + (day / 2))}.css", $"203.0.113.{day}");
        }

        Assert.Empty(rows.Judge().Items);
    }

    [Fact]
    public void No_more_items_are_shown_than_somebody_can_look_at()
    {
        Rows rows = Rows.Ordinary(40);
        foreach (int day in (ReadOnlySpan<int>)[30, 31, 32, 33, 34, 35, 36, 37, 38])
        {
            rows.Add(day, 3, "POST", $"/ecp/file-{(char)('a' + day)}.css", Intruder).Add(day, 3, "POST", $"/ecp/file-{(char)('a' + day)}.css", Intruder);
        }

        // The last place is kept for items of three kinds, which these are not.
        UnusualReport report = rows.Judge(new SurpriseOptions { TenthsForSeveral = 0 });
        Assert.Equal(4, report.Items.Count);
        Assert.True(report.ItemsOverBudget >= 4);
        Assert.Equal(5, rows.Judge(new SurpriseOptions { TenthsForSeveral = 0, KeptForThreeKinds = 0 }).Items.Count);
    }

    [Fact]
    public void What_findings_explain_takes_no_room()
    {
        Rows rows = Rows.Ordinary(20);
        rows.Add(14, 3, "POST", "/ecp/main.css", Intruder).Add(14, 3, "POST", "/ecp/main.css", Intruder);

        UnusualReport byClient = rows.Judge(new SurpriseOptions { IsExplainedClient = (_, c) => c == Intruder });
        UnusualReport byRow = rows.Judge(new SurpriseOptions { IsExplained = (_, l) => l.OffsetBytes == 120000 });

        Assert.Empty(byClient.Items);
        Assert.Empty(byRow.Items);
        Assert.Equal(1, byClient.ItemsExplained);
        Assert.Equal(1, byRow.ItemsExplained);
    }

    [Fact]
    public void Children_of_the_web_process_join_the_request_of_the_same_minute()
    {
        Rows rows = Rows.Ordinary(20);
        rows.Add(14, 3, "POST", "/mapi/healthcheck.htm", Intruder, agent: "okhttp/3");
        ServerProfile profile = rows.Profile();
        ProfileTally tally = new();
        for (int day = 0; day < 20; day++)
        {
            long noon = new DateTime(2021, 1, 4 + day, 12, 0, 0, DateTimeKind.Utc).Ticks;
            tally.CountProcess(noon);
            tally.AddProcess(new RowSpot(noon, new SourceLocation("Security.evtx", 512, 300, 0, day + 1)), "C:\\inetsrv\\w3wp.exe", "C:\\Windows\\csc.exe", "csc.exe /x");
        }

        long after = rows.All[^1].Ticks + TimeSpan.TicksPerSecond;
        tally.AddProcess(new RowSpot(after, new SourceLocation("Security.evtx", 900, 300, 0, 99)), "C:\\inetsrv\\w3wp.exe", "C:\\Windows\\cmd.exe", "cmd /c whoami");
        profile.Add(tally.End(), "Security.evtx", 0);

        UnusualItem item = Assert.Single(SurpriseAnalysis.Run(profile, new SurpriseOptions()).Items);
        Assert.Contains(UnusualFamily.Process, item.Families);
        Assert.Contains(UnusualFamily.Method, item.Families);
        Assert.Contains(item.Signs, s => s.What.Contains("w3wp.exe started cmd.exe", StringComparison.Ordinal) && s.Normal.Contains("only csc.exe", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_names_like_data_below_a_new_domain_are_told_once()
    {
        ProfileTally tally = new();
        for (int day = 0; day < 26; day++)
        {
            for (int i = 0; i < 3; i++)
            {
                long at = new DateTime(2021, 1, 4 + day, 6 + i, 0, 0, DateTimeKind.Utc).Ticks;
                tally.AddName(new RowSpot(at, new SourceLocation("dns.log", day, 9, day)), "www.contoso.example");
                if (day >= 20)
                {
                    // Letters that no decoder takes for anything.
                    tally.AddName(new RowSpot(at, new SourceLocation("dns.log", day, 9, day)), $"q7xk2m9vt4rb8zn{(char)('a' + day)}{i}wd.beacon.example");
                }
            }
        }

        ServerProfile profile = new();
        profile.Add(tally.End(), "dns.log", 0);
        UnusualItem item = Assert.Single(SurpriseAnalysis.Run(profile, new SurpriseOptions()).Items);
        Assert.Equal([UnusualFamily.Dns], item.Families);
        Assert.Equal(new DateOnly(2021, 1, 25), item.Day);
    }

    [Fact]
    public void Nothing_said_of_a_day_changes_when_later_days_become_known() =>
        Gen.Select(Gen.Int[0, 24], Gen.Int[0, 9], Gen.Int[0, 5]).List[0, 30].Sample(extra =>
        {
            Rows rows = With(extra);
            UnusualReport whole = rows.Judge();
            long limit = new DateTime(2021, 1, 4 + 18, 0, 0, 0, DateTimeKind.Utc).Ticks;
            UnusualReport part = SurpriseAnalysis.Run(Rows.Profile(rows.All.Where(r => r.Ticks < limit), "iis.log"), new SurpriseOptions());

            Assert.Equal(
                JsonSerializer.Serialize(part.Items),
                JsonSerializer.Serialize(whole.Items.Where(i => i.Day < DateOnly.FromDateTime(new DateTime(limit)))));
        });

    [Fact]
    public void Profiles_add_up_to_the_same_in_any_order_and_however_rows_are_cut() =>
        Gen.Select(Gen.Select(Gen.Int[0, 24], Gen.Int[0, 9], Gen.Int[0, 5]).List[0, 30], Gen.Int[1, 40], Gen.Int[0, 1000]).Sample((extra, parts, seed) =>
        {
            Rows rows = With(extra);
            string whole = JsonSerializer.Serialize(rows.Judge());

            // Rows of one part keep their order, parts come in any.
            List<ServerProfile> cut = [];
            int size = (rows.All.Count / parts) + 1;
            for (int from = 0; from < rows.All.Count; from += size)
            {
                ProfileTally tally = new();
                foreach (Rows.Row row in rows.All.Skip(from).Take(size))
                {
                    row.AddTo(tally);
                }

                cut.Add(tally.End());
            }

            ServerProfile profile = new();
            foreach (ServerProfile part in cut.OrderBy(_ => seed = (seed * 1103515245) + 12345))
            {
                profile.Add(part, "iis.log", 0);
            }

            Assert.Equal(whole, JsonSerializer.Serialize(SurpriseAnalysis.Run(profile, new SurpriseOptions())));
        });

    [Theory]
    [InlineData(70_000, false)]
    [InlineData(17_000, true)]
    public void A_tally_that_goes_on_through_files_hands_over_what_grew_large_and_nothing_changes(int things, bool isLong)
    {
        Rows rows = Rows.Ordinary(20);
        for (int i = 0; i < things; i++)
        {
            string letters = isLong ? new string([.. $"{i}".Select(c => (char)(c - '0' + 'a'))]) + new string('p', 300) : "";
            rows.Add(5 + (i * 14 / things), 4, "GET", $"/owa/prem/{letters}boot.css", isLong ? Intruder : $"198.{18 + (i / 62_500)}.{i / 250 % 250}.{i % 250}", agent: "Mozilla/5.0" + letters, bytes: 900 + (i % 7));
        }

        rows.Add(19, 3, "POST", "/owa/auth/x.css", Intruder).Add(19, 2, "POST", "/owa/auth/x.css", Intruder);
        List<ServerProfile> parts = [];
        ProfileTally tally = new(parts.Add);
        foreach (Rows.Row row in rows.All)
        {
            row.AddTo(tally, "iis.log");
        }

        ServerProfile profile = new();
        foreach (ServerProfile part in parts.Append(tally.End()))
        {
            profile.Add(part, "", 0);
        }

        Assert.NotEmpty(parts);
        UnusualReport report = SurpriseAnalysis.Run(profile, new SurpriseOptions());
        Assert.NotEmpty(report.Items);
        Assert.Equal(JsonSerializer.Serialize(rows.Judge()), JsonSerializer.Serialize(report));
    }

    [Fact]
    public void A_look_can_be_reported_with_one_explanation_after_another()
    {
        Rows rows = Rows.Ordinary(20);
        rows.Add(14, 3, "POST", "/owa/auth/x.css", Intruder).Add(14, 3, "POST", "/owa/auth/x.css", Intruder);
        SurpriseOptions explains = new() { IsExplainedClient = (_, client) => client == Intruder };
        SurpriseLook look = SurpriseAnalysis.Look(rows.Profile(), new SurpriseOptions());

        Assert.Equal(1, SurpriseAnalysis.Report(look, explains).ItemsExplained);
        Assert.Equal(JsonSerializer.Serialize(rows.Judge()), JsonSerializer.Serialize(SurpriseAnalysis.Report(look, new SurpriseOptions())));
    }

    [Theory]
    [InlineData("/powershell", false)]
    [InlineData("/ecp/y.aspx", false)]
    [InlineData("/aspnet_client/y.aspx", true)]
    public void What_runs_cmdlets_and_the_cmdlet_are_one_kind(string path, bool isSeen)
    {
        Rows rows = Rows.Ordinary(20);
        rows.Add(14, 3, "POST", path, "10.0.0.7", "CONTOSO\\admin", agent: "Microsoft WinRM Client");

        UnusualItem item = Assert.Single(JudgeWithCmdlet(rows, rows.All[^1].Ticks + TimeSpan.TicksPerSecond).Items, i => i.Families.Contains(UnusualFamily.Cmdlet));
        Assert.Contains(UnusualFamily.FirstSeen, item.Families);
        Assert.Equal(isSeen, item.WouldHaveBeenSeen);
    }

    [Fact]
    public void A_first_remote_shell_is_no_kind_beside_another_first_call()
    {
        Rows rows = Rows.Ordinary(25);
        rows.Add(21, 3, "POST", "/powershell", "10.0.0.7", "CONTOSO\\admin").Add(21, 3, "GET", "/aspnet_client/y.aspx", "10.0.0.7");

        UnusualItem item = Assert.Single(rows.Judge().Items);
        Assert.Equal(2, item.Signs.Count);
        Assert.Equal([UnusualFamily.FirstSeen], item.Families);
        Assert.False(item.WouldHaveBeenSeen);
    }

    [Theory]
    [InlineData(9, 7, true)]
    [InlineData(9, 9, true)]
    [InlineData(22, 7, true)]
    [InlineData(22, 22, false)]
    public void A_cmdlet_is_joined_by_time_where_calls_began_and_where_they_ended_soon(int lastHour, int cmdletHour, bool isJoined)
    {
        Rows rows = Rows.Ordinary(20);
        rows.Add(14, 7, "GET", "/aspnet_client/y.aspx", "203.0.113.7", second: 0).Add(14, lastHour, "GET", "/aspnet_client/y.aspx", "203.0.113.8", second: 0);

        UnusualReport report = JudgeWithCmdlet(rows, new DateTime(2021, 1, 18, cmdletHour, 0, 1, DateTimeKind.Utc).Ticks);
        Assert.Equal(isJoined, report.Items.Any(i => i.Families.Contains(UnusualFamily.Cmdlet) && i.Families.Contains(UnusualFamily.FirstSeen)));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(22, false)]
    public void What_goes_on_all_day_at_an_address_inside_is_joined_where_it_began_alone(int hour, bool isJoined)
    {
        Rows rows = Rows.Ordinary(25);
        rows.Add(21, hour, "POST", "/ecp/y.aspx", "10.0.0.7", "CONTOSO\\admin");
        ServerProfile profile = rows.Profile();
        ProfileTally tally = new();
        for (int day = 0; day < 25; day++)
        {
            tally.AddService(Row(new DateTime(2021, 1, 4 + day, 12, 0, 0, DateTimeKind.Utc).Ticks, day), "user1@contoso.example"u8, "user1@contoso.example"u8, "198.51.100.1"u8);
        }

        foreach (int call in (ReadOnlySpan<int>)[7, 12, 17, 22])
        {
            tally.AddService(Row(new DateTime(2021, 1, 25, call, 20, 0, DateTimeKind.Utc).Ticks, 100 + call), "svc@contoso.example"u8, "user2@contoso.example"u8, "10.0.0.7"u8);
        }

        profile.Add(tally.End(), "ews.log", 0);

        Assert.Equal(isJoined, SurpriseAnalysis.Run(profile, new SurpriseOptions()).Items.Any(i => i.Families.Contains(UnusualFamily.Identity) && i.Families.Contains(UnusualFamily.FirstSeen)));
    }

    /// <summary>Judges the rows with a server's ordinary cmdlets and one with a value that is odd.</summary>
    private static UnusualReport JudgeWithCmdlet(Rows rows, long odd)
    {
        ProfileTally tally = new();
        for (int day = 0; day < 20; day++)
        {
            long noon = new DateTime(2021, 1, 4 + day, 12, 0, 0, DateTimeKind.Utc).Ticks;
            tally.CountCmdlet(noon);
            tally.AddCmdlet(Row(noon, day), "Get-Mailbox", "ResultSize", "1");
        }

        tally.AddCmdlet(Row(odd, 50), "Import-ExchangeCertificate", "FileData", "System.Byte[]");
        ServerProfile profile = rows.Profile();
        profile.Add(tally.End(), "Cmdlet.log", 0);
        return SurpriseAnalysis.Run(profile, new SurpriseOptions());
    }

    private static RowSpot Row(long ticks, int line) => new(ticks, new SourceLocation("", line * 10L, 9, line));

    private static Rows With(IEnumerable<(int Day, int Kind, int Client)> extra)
    {
        Rows rows = Rows.Ordinary(25);
        foreach ((int day, int kind, int client) in extra)
        {
            string from = $"203.0.113.{client + 1}";
            _ = kind switch
            {
                0 => rows.Add(day, 3, "POST", "/ecp/main.css", from),
                1 => rows.Add(day, 4, "POST", "/aspnet_client/a.aspx", from),
                2 => rows.Add(day, 5, "GET", "/aspnet_client/b.aspx", from, bytes: 40_000_000),
                3 => rows.Add(day, 6, "POST", "/owa/service.svc", from, query: "action=x", bytes: 40_000_000),
                4 => rows.Add(day, 7, "GET", "/owa/x.aspx", from, status: 500),
                5 => rows.Add(day, 8, "POST", "/ecp/y.js", from, source: RequestSource.Proxy, routing: "ServerInfo~x/y"),
                _ => rows.Add(day, 9, "POST", $"/ecp/n{(char)('a' + kind)}.aspx", from, "CONTOSO\\user1"),
            };
        }

        return rows;
    }
}
