using System.Text;
using Hindcast.Analysis.Surprise;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

/// <summary>Rows of a made-up server, from which profiles are made.</summary>
internal sealed class Rows
{
    private static readonly DateTime Start = new(2021, 1, 4, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<Row> _rows = [];

    internal IReadOnlyList<Row> All => _rows;

    /// <summary>Ordinary days: people post to two applications, fetch styles, and a probe asks for a page.</summary>
    internal static Rows Ordinary(int days)
    {
        Rows rows = new();
        for (int day = 0; day < days; day++)
        {
            rows.OrdinaryDay(day);
        }

        return rows;
    }

    internal Rows OrdinaryDay(int day)
    {
        for (int i = 0; i < 12; i++)
        {
            string client = $"198.51.100.{i + 1}", user = $"CONTOSO\\user{i}";
            Add(day, 8 + (i % 9), "GET", "/owa/prem/15.1.2176.9/styles/boot.css", client, user);
            Add(day, 8 + (i % 9), "POST", "/owa/service.svc", client, user, query: "action=GetItem");
            Add(day, 9 + (i % 9), "POST", "/ecp/DDI/DDIService.svc/GetObject", client, user, query: "schema=x");
            Add(day, i, "GET", "/mapi/healthcheck.htm", "10.0.0.3", "-", agent: "-");
            Add(day, i, "POST", "/Microsoft-Server-ActiveSync/default.eas", client, user, query: "Cmd=Sync", agent: "Phone/1.0");
        }

        return this;
    }

    internal Rows Add(
        int day, int hour, string method, string stem, string client, string user = "-", string query = "-", string agent = "Mozilla/5.0", int status = 200, long bytes = 900,
        RequestSource source = RequestSource.FrontEnd, string routing = "", string hint = "", long bytesIn = -1, long? second = null)
    {
        _rows.Add(new Row(Start.AddDays(day).AddHours(hour).AddSeconds(second ?? (_rows.Count % 3600)).Ticks, method, stem, client, user, query, agent, status, bytes, source, routing, hint, bytesIn, _rows.Count));
        return this;
    }

    internal ServerProfile Profile() => Profile(_rows, "iis.log");

    internal static ServerProfile Profile(IEnumerable<Row> rows, string file)
    {
        ProfileTally tally = new();
        foreach (Row row in rows)
        {
            row.AddTo(tally);
        }

        ServerProfile profile = new();
        profile.Add(tally.End(), file, 0);
        return profile;
    }

    internal UnusualReport Judge(SurpriseOptions? options = null) => SurpriseAnalysis.Run(Profile(), options ?? new SurpriseOptions());

    internal sealed record Row(
        long Ticks, string Method, string Stem, string Client, string User, string Query, string Agent, int Status, long Bytes, RequestSource Source, string Routing, string Hint, long BytesIn, int Number)
    {
        internal void AddTo(ProfileTally tally, string file = "")
        {
            string[] columns = [Method, Stem, Query, User, Client, Agent, Routing, Hint];
            RowPart[] parts = new RowPart[columns.Length];
            for (int i = 0, start = 0; i < parts.Length; start += parts[i++].Length)
            {
                parts[i] = new RowPart(start, Encoding.UTF8.GetByteCount(columns[i]));
            }

            tally.Add(new RequestFact(Encoding.UTF8.GetBytes(string.Concat(columns)), Ticks, file, 100L * Number, 99, file.Length == 0 ? Number : Number + 1)
            {
                Source = Source,
                Status = Status,
                Method = parts[0],
                Stem = parts[1],
                Query = parts[2],
                User = parts[3],
                Client = parts[4],
                Agent = parts[5],
                Routing = parts[6],
                Hint = parts[7],
                BytesIn = BytesIn,
                BytesOut = Bytes,
                DurationMs = -1,
            });
        }
    }
}
