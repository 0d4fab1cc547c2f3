using System.Globalization;
using System.Text;
using CsCheck;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Surprise;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Engine.Surprise;

/// <summary>Rows like one before are counted by one look; each by itself, in a stretch of its own, must come to the same.</summary>
public sealed class RepeatedRowTests
{
    private static readonly LogHeader Iis = new(
        TextKinds.Iis, LogDialect.W3c,
        ["date", "time", "s-ip", "cs-method", "cs-uri-stem", "cs-uri-query", "s-port", "cs-username", "c-ip", "cs(User-Agent)", "sc-status", "sc-bytes", "time-taken"], "", "");

    // The order of columns decides which are hashed together.
    private static readonly LogHeader OtherIis = new(
        TextKinds.Iis, LogDialect.W3c,
        ["date", "time", "c-ip", "cs(User-Agent)", "sc-status", "cs-uri-query", "cs-uri-stem", "sc-bytes", "cs-method", "time-taken", "s-port", "cs-username"], "", "");

    private static readonly LogHeader Proxy = new(
        TextKinds.HttpProxy, LogDialect.ExchangeCsv,
        ["DateTime", "UrlStem", "ProtocolAction", "AuthenticatedUser", "Organization", "AnchorMailbox", "UserAgent", "ClientIpAddress", "HttpStatus", "Method", "RoutingHint", "BackEndCookie", "RequestBytes", "ResponseBytes", "TotalRequestTime"], "", "");

    private static readonly LogHeader Cmdlets = new("exchange-rps-cmdlet", LogDialect.ExchangeCsv, ["DateTime", "Cmdlet", "Parameters"], "", "");

    private static readonly Gen<string> Address = Of("198.51.100.1", "198.51.100.2", "10.0.0.7", "-");
    private static readonly Gen<string> User = Of("-", "EXAMPLE\\ann", "EXAMPLE\\bob", "EXAMPLE\\EX01$", "HealthMailbox0123");
    private static readonly Gen<string> Stem = Of("/owa/a.css", "/owa/auth/x.aspx", "/ews/exchange.asmx");
    private static readonly Gen<string> Method = Of("GET", "POST");
    private static readonly Gen<string> Agent = Of("Mozilla/5.0", "Outlook", "-");
    private static readonly Gen<int> Status = Of(200, 200, 200, 302, 401, 500);

    [Fact]
    public void Rows_of_IIS_counted_as_repeats_add_up_as_they_do_one_by_one() => Check(
        Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 50]), Method, Gen.Select(Stem, Of("-", "a=1", "a=2&b=3", "b=1"), Of("443", "444")), User, Gen.Select(Address, Agent), Gen.Select(Status, Gen.Int[0, 3000]),
            (at, method, what, user, who, answer) =>
                (Iis, string.Create(CultureInfo.InvariantCulture, $"2021-03-0{at.Item1 + 1} 10:00:{at.Item2:00} 10.0.0.1 {method} {what.Item1} {what.Item2} {what.Item3} {user} {who.Item1} {who.Item2} {answer.Item1} {answer.Item2} {answer.Item2 / 7}"))));

    [Fact]
    public void Rows_with_columns_in_another_order_do_too() => Check(
        Gen.Select(Gen.Int[0, 50], Method, Gen.Select(Stem, Of("-", "a=1", "b=1")), User, Gen.Select(Address, Agent), Status,
            (second, method, what, user, who, status) =>
                (OtherIis, string.Create(CultureInfo.InvariantCulture, $"2021-03-01 10:00:{second:00} {who.Item1} {who.Item2} {status} {what.Item2} {what.Item1} 100 {method} 5 443 {user}"))));

    [Fact]
    public void Rows_of_HttpProxy_do_too() => Check(
        Gen.Select(Gen.Select(Gen.Int[0, 1], Gen.Int[0, 50]), Gen.Select(Method, Of("/owa/a.css", "/ews/exchange.asmx")), Of("EXAMPLE\\ann", "EXAMPLE\\bob", "EXAMPLE\\EX01$"), Of(("198.51.100.1", "Outlook"), ("10.0.0.7", "-")),
            Gen.Select(Of("", "Smtp~ann@example.com", "ServerInfo~a]@ex01:444/x?#"), Of("", "X-BEResource-Cookie"), Of("Database~1~~2021-04-05T01:00:04~example.com", "Server~ex02~1941997017~2021-04-05")),
            Gen.Select(Of(200, 500), Gen.Int[0, 3000]),
            (at, what, user, who, route, answer) =>
                (Proxy, string.Create(CultureInfo.InvariantCulture, $"2021-03-0{at.Item1 + 1}T10:00:{at.Item2:00}.000Z,{what.Item2},,{user},,{route.Item1},{who.Item2},{who.Item1},{answer.Item1},{what.Item1},{route.Item2},{route.Item3},{answer.Item2 % 100},{answer.Item2},{answer.Item2 / 7}"))));

    [Fact]
    public void Calls_of_cmdlets_do_too() => Check(
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 50], Of("Get-Mailbox", "\"Set-OabVirtualDirectory\"", "\"\""), Of("", "\"-ResultSize \"\"1\"\"\"", "\"-Identity \"\"a\"\" -ExternalUrl \"\"http://f/<script>\"\"\"", "\"-Identity \"\"b\"\"\""),
            (day, second, cmdlet, parameters) =>
                (Cmdlets, string.Create(CultureInfo.InvariantCulture, $"2021-03-0{day + 1}T10:00:{second:00}.000Z,{cmdlet},{parameters}"))));

    [Fact]
    public void Of_more_kinds_than_there_is_room_for_nothing_is_lost()
    {
        ProfileWatcher watcher = new(new ProfileTally());
        const int Kinds = 40_000, Rounds = 3;
        for (int row = 0; row < Kinds * Rounds; row++)
        {
            Add(watcher, Iis, string.Create(CultureInfo.InvariantCulture, $"2021-03-01 {row / 3600 % 24:00}:{row / 60 % 60:00}:{row % 60:00} 10.0.0.1 GET /owa/a.css - 443 user{row % Kinds} 198.51.100.1 Mozilla/5.0 200 10 5"));
        }

        DayProfile day = Assert.Single(watcher.Tally.End().Days).Value;
        Assert.Equal(Kinds * Rounds, day.Requests.Sum());
        Assert.Equal(Kinds * Rounds, day.Forms.Values.Sum(f => f.Count));
        Assert.Equal(Kinds * Rounds, Assert.Single(day.Clients).Value.Requests);
    }

    private static void Check(Gen<(LogHeader Header, string Row)> row) =>
        row.Array[1, 60].Sample(rows =>
        {
            ProfileWatcher together = new(new ProfileTally());
            ServerProfile oneByOne = new();
            for (int i = 0; i < rows.Length; i++)
            {
                ProfileWatcher alone = new(new ProfileTally());
                foreach (ProfileWatcher watcher in (ReadOnlySpan<ProfileWatcher>)[together, alone])
                {
                    watcher.File = "a.log";
                    watcher.OnTimedRow(Encoding.UTF8.GetBytes(rows[i].Row), rows[i].Header, null, 1000L * i, rows[i].Row.Length, i);
                }

                oneByOne.Add(alone.Tally.End(), "a.log", 0);
            }

            ServerProfile all = new();
            all.Add(together.Tally.End(), "a.log", 0);
            Assert.Equal(Said(oneByOne), Said(all));
        }, iter: 100);

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Add(ProfileWatcher watcher, LogHeader header, string row) => watcher.OnTimedRow(Encoding.UTF8.GetBytes(row), header, null, 0, row.Length, 0);

    /// <summary>All that a profile holds of requests, in words.</summary>
    private static string Said(ServerProfile profile)
    {
        StringBuilder said = new();
        foreach ((int number, DayProfile day) in profile.Days)
        {
            said.AppendLine(CultureInfo.InvariantCulture, $"day {number}: {string.Join(' ', day.Requests)} {day.Cmdlets}");
            foreach ((ulong key, EventThing thing) in day.Things.OrderBy(t => t.Key))
            {
                said.AppendLine(CultureInfo.InvariantCulture, $"thing {key} {thing.Subject} {thing.Kind}: {thing.Count} {thing.First} {thing.LastTicks} {thing.Sample}");
            }

            foreach ((ulong key, RequestForm form) in day.Forms.OrderBy(f => f.Key))
            {
                said.AppendLine(CultureInfo.InvariantCulture, $"form {key} {form.Method} {form.Path} {form.Caller} {form.IsInside} {form.IsAnswered} {form.Agent} {form.QueryHead} {form.Routing}: {form.Count} {form.First} {form.LastTicks} {Said(form.Clients)}");
            }

            foreach ((ulong key, PathVolume volume) in day.Volumes.OrderBy(v => v.Key))
            {
                said.AppendLine(CultureInfo.InvariantCulture, $"volume {key} {volume.Path}: {string.Join(' ', volume.Bytes.ToArray())} {string.Join(' ', volume.Milliseconds.ToArray())}");
                said.AppendLine(CultureInfo.InvariantCulture, $"  {volume.MostBytes} {volume.MostBytesAt} {volume.MostBytesClient} {volume.MostBytesIn} {volume.MostBytesInAt} {volume.MostBytesInClient} {volume.MostMilliseconds} {volume.MostMillisecondsAt} {volume.MostMillisecondsClient}");
            }

            foreach ((ulong key, ClientTrace client) in day.Clients.OrderBy(c => c.Key))
            {
                said.AppendLine(CultureInfo.InvariantCulture, $"client {key} {client.Address} {client.IsInside}: {client.Requests} {client.Posts} {client.Parts} {client.Paths} {client.First} {client.LastTicks} {string.Join(' ', client.Posted.Ticks.ToArray())} / {string.Join(' ', client.PostedInProxy.Ticks.ToArray())}");
            }

            foreach ((ulong key, ReachTrace reach) in day.Reaches.OrderBy(r => r.Key))
            {
                said.AppendLine(CultureInfo.InvariantCulture, $"reach {key} {reach.Caller} {reach.Mailbox}: {reach.Count} {reach.First} {reach.LastTicks} {Said(reach.Clients)}");
            }

            foreach ((ulong key, RouteTrace route) in day.Routes.OrderBy(r => r.Key))
            {
                said.AppendLine(CultureInfo.InvariantCulture, $"route {key} {route.Folder} {route.Hint} {route.Host}: {route.Count} {route.First} {route.LastTicks} {Said(route.Clients)}");
            }
        }

        return said.ToString();
    }

    private static string Said(in SmallHashes hashes) => string.Create(CultureInfo.InvariantCulture, $"{hashes.Count} {hashes.HasMore} {hashes[0]} {hashes[1]} {hashes[2]} {hashes[3]}");
}
