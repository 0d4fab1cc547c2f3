using System.Globalization;
using Hindcast.Analysis.Sunburst;
using Hindcast.Tests.Unit.Sigma;

namespace Hindcast.Tests.Unit.Analysis.Sunburst;

/// <summary>Real names of 2020 and real benign queries; they stay outside the repository.</summary>
public sealed class SunburstDataTests
{
    [Fact]
    public void All_real_names_decode_and_agree_with_their_labels()
    {
        string[][] rows = [.. SharedData.Lines("sunburst-vectors.csv.xz").Skip(1).Select(l => l.Split(','))];
        int asLabelled = 0, labelledByLength = 0, impossible = 0, endsOfBase32 = 0;
        ILookup<string, SunburstRecord> byHost = rows.Select(r => SunburstName.Decode(r[0]).Record!).ToLookup(r => r.HostId);
        foreach (string[] row in rows)
        {
            (string host, string kind, string id, string piece, string text) = (row[0], row[4], row[5], row[6], row[7]);
            SunburstRecord record = SunburstName.Decode(host).Record ?? throw new InvalidOperationException($"{row[1]} rejected");
            if (kind == "domain" && record.Kind != SunburstRecordKind.Name)
            {
                // The label went by the region alone and took a time record for a name record: bit 7 of the key says time. Its reading,
                // host id, piece and text, is told beside ours.
                Assert.Equal($"name record of {id}, piece {piece}{(text.TrimEnd('?').Length > 0 ? $", '{text.TrimEnd('?')}'" : "")}", record.OtherReading);
                labelledByLength++;
                impossible += piece != "35" ? 1 : 0;
                continue;
            }

            Assert.Equal(id, record.HostId);
            switch (kind)
            {
                case "domain":
                    Assert.Equal(SunburstRecordKind.Name, record.Kind);
                    Assert.Equal(piece, record.Piece.ToString(CultureInfo.InvariantCulture));
                    if (record.PieceText.Length == 0)
                    {
                        // The end of a name in base 32: the label read it by the substitution, which gives noise. Joined, it is a name.
                        endsOfBase32++;
                        Assert.True(SunburstDomain.Join(byHost[id]).IsComplete);
                        continue;
                    }

                    // The labels show the sender's guard character as a question mark.
                    Assert.Equal(text.StartsWith("b32:", StringComparison.Ordinal) ? text[4..] : text.TrimEnd('?'), record.PieceText);
                    break;
                default:
                    Assert.Equal(kind == "ping" ? SunburstRecordKind.Ping : SunburstRecordKind.Report, record.Kind);
                    Assert.Equal(text + "Z", record.Time!.Value.ToString());
                    Assert.Equal("", record.OtherReading);
                    break;
            }

            asLabelled++;
        }

        Assert.Equal(874, rows.Length);
        Assert.Equal(717, asLabelled);
        Assert.Equal(1, endsOfBase32);
        Assert.Equal(156, labelledByLength);

        // 154 of these would be pieces that are not the last and yet not full, which the sender never makes.
        Assert.Equal(154, impossible);
    }

    /// <summary>
    /// Why 156 labels say "domain": among time records the label is so exactly where the time is a full hour and the flag is clear, when
    /// both readings agree on the region. A label that followed what the server sent could not know the minute.
    /// </summary>
    [Fact]
    public void Labels_of_time_records_follow_the_minute_of_the_clock_and_nothing_else()
    {
        foreach (string[] row in SharedData.Lines("sunburst-vectors.csv.xz").Skip(1).Select(l => l.Split(',')))
        {
            if (SunburstName.Decode(row[0]).Record is { Kind: not SunburstRecordKind.Name } record)
            {
                Assert.Equal(row[4] == "domain", record.Time!.Value.Utc.Minute == 0 && !record.IsStage2);
            }
        }
    }

    [Fact]
    public void Real_benign_queries_give_no_hit()
    {
        string log = Path.Combine(SharedData.Unpacked("dns-benign"), "dns", "zed", "zeek-default", "dns.log.gz");
        using StreamReader reader = new(new System.IO.Compression.GZipStream(File.OpenRead(log), System.IO.Compression.CompressionMode.Decompress));
        int queries = 0;
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                queries++;
                Assert.Null(SunburstName.Decode(line.Split('\t')[9]).Record);
            }
        }

        Assert.Equal(53_615, queries);
    }
}
