using System.Text;
using CsCheck;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>However a log is cut into units and reads, the result is the same.</summary>
public sealed class TextUnitPropertyTests
{
    private static readonly string[] IisLines =
    [
        "2021-03-03 04:10:00 GET /owa/ - Mozilla/5.0 200\r\n",
        "2021-03-03 04:10:07 POST /ecp/y.js a=b Mozilla/5.0 200\r\n",
        "2021-03-03 05:59:59 GET /owa/ - Mozilla \"5.0 200\n",
        "2021-03-04 00:00:00 GET /needle - - 404\r\n",
        "2021-03-03 04:99:00 GET /needle - - 404\r\n",
        "2021-03-03 04:11:00 GET\r\n",
        "04:12:00 GET /needle\r\n",
        "#Software: Microsoft Internet Information Services 10.0\r\n",
        "#Date: 2021-03-05 00:00:00\r\n",
        "#Date: 2021-03-06 00:00:00\r\n",
        "#Fields: date time cs-method cs-uri-stem cs-uri-query cs(User-Agent) sc-status\r\n",
        "#Fields: time cs-method cs-uri-stem\r\n",
        "#Fields: cs-method time date\r\n",
        "#Fields:\r\n",
        "\0\0\0\0\0\0\0\0\0\0\0\0\0:00:00\r\n",
        "\0\0\0\0\r\n",
        "junk needle\0 junk\r\n",
        "\r\n",
        "\n",
        "#\r\n",
    ];

    private static readonly string[] ProxyLines =
    [
        "2021-03-03T04:10:00.123Z,a1,15,1,2176,2,Owa,Mozilla,200\r\n",
        "2021-03-03T04:10:00.023Z,a1,15,1,2176,2,Owa,needle,200\r\n",
        "2021-03-03T04:10:00.923Z,a1,15,1,2176,14,Owa,Mozilla,200\r\n",
        "2021-03-03T05:10:00.123Z,a1,15,1,2176,2,Owa,\"one, \"\"two\"\"\",200\r\n",
        "2021-03-03T05:10:01.123Z,a1,15,1,2176,2,Owa,\"one\r\nneedle\r\n\r\nthree\0\",200\r\n",
        "2021-03-03T06:10:00.123Z,a1,15,1,2176,2,Owa,\"never closed needle,200\r\n",
        "\"2021-03-03T07:10:00.123Z\",a1,15,1,2176,2,Owa,Mozilla,200\r\n",
        "2021-03-03T04:61:00.123Z,a1,15,1,2176,2,Owa,needle,200\r\n",
        "2021-03-03T04:11:00.123Z,a1\n",
        "2021-03-03T04:12:00.123Z,a1,15,1,2176,2,Owa,Mozilla,200,more,more\r\n",
        "DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,Protocol,UserAgent,HttpStatus\r\n",
        "#Fields: DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,Protocol,UserAgent,HttpStatus\r\n",
        "#Fields: DateTime,RequestId,Protocol\r\n",
        "#Version: 15.01.2176.009\r\n",
        "#Version: 15.00.0000.000\r\n",
        "#Log-type: HttpProxy Logs\r\n",
        "needle, junk \"\r\n",
        "\0\0\0\0\0\0\r\n",
        "\"\r\n",
        "\r\n",
    ];

    private static readonly string[] ZeekLines =
    [
        "1521911720.865716\tCq1\t192.0.2.100\t41772\tneedle.example\tA\tNOERROR\t198.51.100.7\tF\n",
        "1521911720.865719\tCq1\t192.0.2.100\t41772\twww.example\tA\tNOERROR\t-\tF\n",
        "1521911720.8657\tCq1\t192.0.2.100\t41772\twww.example\tA\tNOERROR\t-\tF\n",
        "1521914399.999999\tCq2\t192.0.2.100\t41772\twww.example\tA\tNOERROR\t-\tF\n",
        "1521914400\tCq3\t192.0.2.100\t41772\twww.example\tA\tNOERROR\t-\tF\n",
        "1521914401.5\tneedle\n",
        "152191:401.5\tneedle\t1\t2\t3\t4\t5\t6\t7\n",
        "-\tneedle\n",
        "#fields\tts\tuid\tid.orig_h\tid.orig_p\tquery\tqtype_name\trcode_name\tanswers\trejected\n",
        "#fields\tts\tuid\tquery\n",
        "#fields\tuid\tts\tquery\n",
        "#close\t2024-04-12-19-29-12\n",
        "\n",
    ];

    private static readonly string[] JsonLines =
    [
        "{\"ts\":1521911720.865716,\"uid\":\"C1\",\"id.orig_h\":\"192.0.2.9\",\"query\":\"needle.example\",\"answers\":[\"a.example\",\"198.51.100.7\"]}\n",
        "{\"uid\":\"C1\",\"ts\":1521911725.1,\"query\":\"needle.example\"}\n",
        "{\"ts\":\"2018-03-24T17:15:20.865716Z\",\"query\":\"www.example\",\"id_orig_h\":\"192.0.2.9\"}\n",
        "{\"ts\":1521911720865,\"query\":\"www.example\"}\n",
        "{\"ts\":1521915320.0,\"query\":\"needle.example\n",
        "{\"ts\":1521915320.0,\"query\":{\"needle\":[[[1]]]}}\n",
        "{\"query\":\"needle\"}\n",
        "needle\n",
        "\n",
    ];

    private static readonly string[] DebugLines =
    [
        "DNS Server log file creation at 9/25/2020 1:31:46 PM\r\n",
        "Message logging key (for packets - other items use a subset of these fields):\r\n\tField #  Information         Values\r\n",
        "9/25/2020 1:31:46 PM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5       8a2c   Q [0001   D   NOERROR] A      (6)needle(7)example(0)\r\n\r\n",
        "9/25/2020 1:31:47 PM 0C58 PACKET  0000000002D7B0B0 UDP Snd 192.0.2.5       8a2c R Q [8081   DR  NOERROR] A      (6)needle(7)example(0)\r\n",
        "UDP response info at 0000000002D7B0B0\r\n  Socket = 356\r\n    ANSWER SECTION:\r\n      DATA   198.51.100.7\r\n\r\n",
        "9/25/2020 11:59:59 AM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5       8a2c   Q [0001   D   NOERROR] A      (3)www(7)example(0)\r\n",
        "9/3/2020 1:00:00 PM 0C58 EVENT   needle\r\n",
        "9/25/2020 1:61:00 PM 0C58 PACKET needle\r\n",
        "needle in no row\r\n",
        "\r\n",
    ];

    [Fact]
    public void Zeek_log_in_any_units_reads_as_one() => UnitsReadAsOne(TextKinds.ZeekDns, LogDialect.Tab, ZeekLines);

    [Fact]
    public void Json_log_in_any_units_reads_as_one() => UnitsReadAsOne(TextKinds.ZeekDns, LogDialect.JsonLines, JsonLines);

    [Fact]
    public void Dns_debug_log_in_any_units_reads_as_one() => UnitsReadAsOne(TextKinds.WindowsDnsDebug, LogDialect.DnsDebug, DebugLines);

    [Fact]
    public void Iis_log_in_any_units_reads_as_one() => UnitsReadAsOne(TextKinds.Iis, LogDialect.W3c, IisLines);

    [Fact]
    public void Exchange_log_in_any_units_reads_as_one() =>
        UnitsReadAsOne(TextKinds.HttpProxy, LogDialect.ExchangeCsv, ProxyLines);

    [Fact]
    public void Exchange_log_without_usual_columns_in_any_units_reads_as_one() =>
        UnitsReadAsOne("exchange-something", LogDialect.ExchangeCsv, ProxyLines);

    [Fact]
    public void Random_bytes_never_throw_and_read_sizes_do_not_matter()
    {
        byte[] usual = "2021-03T:., \"\r\n#\0\uFEFF{}[]/\tPM"u8.ToArray();
        Gen<byte> near = Gen.OneOf(Gen.Int[0, usual.Length - 1].Select(i => usual[i]), Gen.Byte);
        Gen.Select(near.Array[0, 3000], Gen.Int[1, 200].Array[1, 4], Gen.Int[0, (int)LogDialect.Squid], Gen.Bool).Sample((bytes, reads, dialect, utf16) =>
        {
            TextUnit unit = ScannedLog.Unit(TextKinds.HttpProxy, (LogDialect)dialect, utf16 ? 2 : 0) with { IsUtf16 = utf16 };
            ITextBytes Source(int[] sizes) => utf16 ? new Utf16Bytes(new ArrayBytes(bytes, 0, sizes), false) : new ArrayBytes(bytes, 0, sizes);
            Assert.Equal(Told(Whole(unit, Source([]))), Told(Whole(unit, Source(reads))));
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void Long_lines_over_unit_borders_are_lost_once()
    {
        byte[] head = Encoding.UTF8.GetBytes(ScannedLog.IisFields + IisLines[0]);
        byte[] tail = Encoding.UTF8.GetBytes("\n" + IisLines[0] + IisLines[1]);
        byte[] log = [.. head, .. Enumerable.Repeat((byte)'A', 5 * TextUnitScanner.BufferBytes), .. tail];
        TextUnit unit = ScannedLog.Unit(TextKinds.Iis, LogDialect.W3c);
        string whole = Told(Whole(unit, new ArrayBytes(log)));
        foreach (long cut in (long[])[1 << 20, head.Length, head.Length + 1, log.Length - tail.Length, log.Length - tail.Length + 1])
        {
            long[] cuts = [.. Enumerable.Range(1, 20).Select(i => i * cut).Where(c => c < log.Length)];
            Assert.Equal(whole, Told(Cut(log, unit, cuts.Length > 0 && cut < 1000 ? [cut] : cuts)));
        }
    }

    [Fact]
    public void Rows_far_apart_are_found_with_the_lines_between_them_counted()
    {
        string quiet = string.Concat(Enumerable.Repeat(ProxyLines[0], 9_000));
        byte[] log = Encoding.UTF8.GetBytes(ScannedLog.ProxyFields + quiet + ProxyLines[1] + quiet + ProxyLines[4] + quiet + ProxyLines[12] + quiet + ProxyLines[1]);
        TextUnit unit = ScannedLog.Unit(TextKinds.HttpProxy, LogDialect.ExchangeCsv);
        Assert.Equal(3, Hits(log, unit, alone: true).Count());
        Assert.Equal(Hits(log, unit, alone: false), Hits(log, unit, alone: true));
    }

    [Fact]
    public void Unit_within_a_long_line_stops_reading_at_its_end()
    {
        byte[] log = new byte[8 * TextUnitScanner.BufferBytes];
        Array.Fill(log, (byte)'A');
        long read = 0;
        TextUnit unit = ScannedLog.Unit(TextKinds.Iis, LogDialect.W3c, 100, 200) with { StartsInLine = true };
        _ = new TextUnitScanner(new KeptRows()).Scan(
            unit, new ArrayBytes(log, 100), RowSearch.None, n => read += n, TestContext.Current.CancellationToken);
        Assert.True(read <= 2 * TextUnitScanner.BufferBytes, $"{read} bytes read");
    }

    private static void UnitsReadAsOne(string kind, LogDialect dialect, string[] lines)
    {
        Gen<string> text = Gen.Select(Gen.Int[0, lines.Length - 1].Select(i => lines[i]).Array[0, 40], Gen.Int[0, 3], Gen.Bool).Select((parts, cut, bom) =>
        {
            string all = (bom ? "\uFEFF" : "") + string.Concat(parts);
            return all[..Math.Max(0, all.Length - cut)];
        });
        Gen.Select(text, Gen.Int[1, 2500].Array[0, 6], Gen.Int[1, 300].Array[1, 3]).Sample((log, cuts, reads) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(log);
            TextUnit unit = ScannedLog.Unit(kind, dialect);
            long[] starts = [.. cuts.Where(c => c < bytes.Length).Distinct().Order()];
            string whole = Told(Whole(unit, new ArrayBytes(bytes)));
            Assert.Equal(whole, Told(Cut(bytes, unit, starts)));
            Assert.Equal(whole, Told(Cut(bytes, unit, starts, reads)));
            Assert.Equal(Hits(bytes, unit, alone: false), Hits(bytes, unit, alone: true));
        }, iter: 1500, threads: 1);
    }

    /// <summary>The rows with a searched text, with and without looking at the others.</summary>
    private static IEnumerable<string> Hits(byte[] bytes, TextUnit unit, bool alone)
    {
        KeptRows sink = new();
        _ = new TextUnitScanner(sink).Scan(
            unit, new ArrayBytes(bytes), ScannedLog.Search("needle", "y.js") with { HitsAlone = alone }, null, TestContext.Current.CancellationToken);
        return sink.Rows.Select(r => $"{r.Offset}+{r.Length} line {r.Line} {r.Time} {r.Text} {string.Join(',', r.Header.Fields)}");
    }

    private static TextFileMerge Whole(TextUnit unit, ITextBytes bytes)
    {
        TextFileMerge merge = new("log", 1, _ => throw new InvalidOperationException("one unit is read once"));
        merge.Add(unit, Scan(unit, bytes));
        return merge;
    }

    /// <summary>Reads as the engine reads a large file: units but the first start anywhere and guess the header.</summary>
    private static TextFileMerge Cut(byte[] bytes, TextUnit whole, long[] starts, params int[] reads)
    {
        LogHeader guess = whole.Header;
        foreach (string line in Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n').TakeWhile(_ => guess.Fields.Count == 0))
        {
            guess = line.StartsWith('#') ? guess.With(Encoding.UTF8.GetBytes(line)) : guess;
        }

        TextFileMerge merge = new("log", 1, unit => Scan(unit, new ArrayBytes(bytes, unit.StartBytes, reads)));
        long[] all = [0, .. starts];
        for (int i = 0; i < all.Length; i++)
        {
            TextUnit unit = whole with
            {
                StartBytes = all[i],
                StopBytes = i + 1 < all.Length ? all[i + 1] : long.MaxValue,
                StartsInLine = i > 0,
                Header = i > 0 ? guess : whole.Header,
            };
            merge.Add(unit, Scan(unit, new ArrayBytes(bytes, unit.StartBytes, reads)));
        }

        return merge;
    }

    [ThreadStatic]
    private static (KeptRows Sink, TextUnitScanner Scanner)? s_reused;

    private static TextFileMerge.UnitOutcome Scan(TextUnit unit, ITextBytes bytes)
    {
        KeptRows sink = new();
        (KeptRows Sink, TextUnitScanner Scanner) reused = s_reused ??= (sink, new TextUnitScanner(sink));
        reused.Sink.Rows.Clear();
        TextUnitResult result = reused.Scanner.Scan(
            unit, bytes, ScannedLog.Search("needle", "y.js"), null, TestContext.Current.CancellationToken);
        List<RawObservation> hits =
        [
            .. reused.Sink.Rows.Select(r => new RawObservation(
                0, r.Time, r.Offset, r.Length, r.Line, r.Text, [new(string.Join(',', r.Header.Fields), "")])),
        ];
        MatchTally matches = new();
        hits.ForEach(hit => matches.Add(hit.Time, $"{hit.OffsetBytes % 3}"));
        return new TextFileMerge.UnitOutcome(result, hits, [matches]);
    }

    /// <summary>All that must not depend on the cut, as text.</summary>
    private static string Told(TextFileMerge merge)
    {
        StringBuilder text = new();
        text.AppendLine($"{merge.Records} records {merge.BadRecords} bad {merge.LostBytes} lost {merge.First} {merge.Last} end {merge.EndOffset} {merge.Matches[0]?.Count} {merge.Matches[0]?.First} {merge.Matches[0]?.Last} {string.Join(' ', merge.Matches[0]?.Clients ?? [])}");
        foreach ((long hour, long count) in merge.Hours.OrderBy(h => h.Key))
        {
            text.AppendLine($"{new EvidenceTime(hour, TimePrecision.Second)} {count}");
        }

        foreach (IGrouping<string, BuildSighting> build in merge.Builds.GroupBy(b => $"{b.Build} {b.Precision}").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.AppendLine($"{build.Key} {build.Sum(b => b.Records)} {build.Min(b => b.FirstLocation)} {build.Max(b => b.LastLocation)}");
        }

        foreach (Diagnostic diagnostic in merge.Diagnostics)
        {
            text.AppendLine($"{diagnostic.Code} {diagnostic.Count} {diagnostic.LostBytes} {diagnostic.Location} @{diagnostic.Location.OffsetBytes} {diagnostic.Found}");
        }

        foreach (RawObservation hit in merge.Observations)
        {
            text.AppendLine($"{hit.OffsetBytes}+{hit.LengthBytes} line {hit.LineInUnit} {hit.Time} {hit.Sha256} {hit.Fields[0].Key}");
        }

        return text.ToString();
    }
}
