using System.Globalization;
using System.Text;
using Hindcast.Tests.Unit.Analysis.Sunburst;

namespace Hindcast.Tests.Unit.Engine;

/// <summary>
/// Writes the files of samples/sunburst-synthetic: the DNS logs of an invented company. One Orion server was switched off by
/// the operators, one was chosen and sent to a second stage; all names are made by the test's encoder.
/// </summary>
internal static class SunburstSample
{
    internal const string Folder = "samples/sunburst-synthetic/DNS01";

    private static readonly byte[] Chosen = [0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88];
    private static readonly byte[] Dropped = [0xA0, 0xB1, 0xC2, 0xD3, 0xE4, 0xF5, 0x06, 0x17];
    private static readonly DateTime Start = new(2020, 6, 8, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>The files by their paths below <see cref="Folder"/>.</summary>
    internal static IReadOnlyDictionary<string, string> Files()
    {
        Random random = new(20201213);
        List<(DateTime Time, string Client, string Name, string Answers)> queries = [];
        for (int i = 0; i < 4 * 24 * 6; i++)
        {
            string name = new[] { "www.contoso.example", "mail.contoso.example", "updates.contoso.example", "time.contoso.example" }[random.Next(4)];
            queries.Add((Start.AddMinutes((i * 10) + random.Next(10)), $"192.0.2.{random.Next(10, 60)}", name, $"198.51.100.{random.Next(1, 250)}"));
        }

        DateTime at = Start.AddHours(7);
        foreach (string name in SunburstEncoder.Domain(Chosen, "corp.Contoso.example", random))
        {
            queries.Add((at, "192.0.2.17", name, "8.18.144.101"));
            at = at.AddMinutes(61);
        }

        queries.Add((at, "192.0.2.17", SunburstEncoder.Time(Chosen, at, false, 0x0041, random), "99.79.12.77"));
        at = at.AddMinutes(93);
        queries.Add((at, "192.0.2.17", SunburstEncoder.Time(Chosen, at, true, null, random), "second-stage.example,203.0.113.80"));
        at = Start.AddHours(30);
        foreach (string name in SunburstEncoder.Domain(Dropped, "fabrikam.example", random))
        {
            queries.Add((at, "192.0.2.18", name, "96.31.172.9"));
            at = at.AddMinutes(55);
        }

        queries.Add((Start.AddHours(40), "192.0.2.30", "5btjo4rcbp3tiq8bo6t.appsync-api.us-east-1.avsvmcloud.com", "-"));
        queries.Sort((a, b) => (a.Time, a.Name).CompareTo((b.Time, b.Name)));
        return new Dictionary<string, string> { ["zeek/dns.log"] = Zeek(queries), ["C/Windows/System32/dns/dns.log"] = Debug(random) };
    }

    private static string Zeek(IEnumerable<(DateTime Time, string Client, string Name, string Answers)> queries)
    {
        StringBuilder text = new();
        text.Append("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n");
        text.Append("#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tqtype_name\trcode_name\tanswers\trejected\n");
        text.Append("#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tstring\tstring\tvector[string]\tbool\n");
        int number = 0;
        foreach ((DateTime time, string client, string name, string answers) in queries)
        {
            double seconds = (time - DateTime.UnixEpoch).TotalSeconds;
            text.Append(CultureInfo.InvariantCulture, $"{seconds:F6}\tC{++number:D6}\t{client}\t{40_000 + number}\t192.0.2.53\t53\tudp\t{name}\tA\tNOERROR\t{answers}\tF\n");
        }

        return text.ToString();
    }

    /// <summary>The Windows server's own log, days later: the chosen server asks once more.</summary>
    private static string Debug(Random random)
    {
        StringBuilder text = new();
        text.Append("DNS Server log file creation at 6/15/2020 6:00:00 AM\r\n\r\nMessage logging key (for packets - other items use a subset of these fields):\r\n\r\n");
        for (int hour = 0; hour < 24; hour++)
        {
            DateTime time = new DateTime(2020, 6, 15, 6, 0, 0, DateTimeKind.Utc).AddHours(hour);
            string name = hour == 5 ? SunburstEncoder.Time(Chosen, time, true, null, random) : "www.contoso.example";
            string stamp = time.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture);
            string labels = string.Concat(name.Split('.').Select(l => $"({l.Length}){l}")) + "(0)";
            text.Append(CultureInfo.InvariantCulture, $"{stamp} 0C58 PACKET  00000240F9B4A0D0 UDP Rcv 192.0.2.17      8a2c   Q [0001   D   NOERROR] A      {labels}\r\n\r\n");
        }

        return text.ToString();
    }
}
