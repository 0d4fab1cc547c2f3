using System.Text;
using Hindcast.Analysis.Sunburst;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Text;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Dns;

/// <summary>The corpus of the fuzz target, read in every dialect: nothing throws, every byte is accounted for.</summary>
public sealed class DnsCorpusTests
{
    public static TheoryData<string> Inputs =>
        [.. Directory.GetFiles(Path.Combine(Checkout.Root, "tests/Hindcast.Tests.Fuzz/corpus/dns")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Fuzzing_corpus_is_read_without_a_throw(string name)
    {
        byte[] input = File.ReadAllBytes(Path.Combine(Checkout.Root, "tests/Hindcast.Tests.Fuzz/corpus/dns", name));
        _ = DnsMessage.Answers(input);
        Assert.All(Encoding.UTF8.GetString(input).Split('\n'), line =>
        {
            SunburstDecoding decoded = SunburstName.Decode(line);
            Assert.True(decoded.Record is null == decoded.Reason.Length > 0, line);
        });
        foreach (string kind in (string[])[TextKinds.ZeekDns, TextKinds.PassiveDns, TextKinds.WindowsDnsDebug, TextKinds.BindQuery, TextKinds.Squid, TextKinds.ProxyW3c])
        {
            foreach (LogDialect dialect in Enum.GetValues<LogDialect>())
            {
                ScannedLog log = ScannedLog.Read(kind, dialect, input);
                Assert.Equal(log.Result.Records, log.Result.Hours.Values.Sum());
                TextRow row = new();
                Assert.All(log.Rows, r =>
                {
                    row.Bind(Encoding.UTF8.GetBytes(r.Text), r.Header);
                    Assert.All(Enumerable.Range(0, row.Count), i => Assert.True(row.Value(i).Length >= 0));
                });
            }
        }
    }
}
