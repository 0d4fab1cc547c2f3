using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Simulation;

/// <summary>Simulated rows beside rows of real servers: the same columns, filled in the same way.</summary>
public sealed class FragmentShapeTests : IDisposable
{
    private readonly SimulatedServer _server = new("id: t\nserver: {product: [2016-cu22], users: 60}\nperiod: {from: 2021-03-02, days: 1}", scale: 0.015);

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("Autodiscover")]
    [InlineData("Eas")]
    [InlineData("Ecp")]
    [InlineData("Ews")]
    [InlineData("Mapi")]
    [InlineData("Owa")]
    [InlineData("PowerShell")]
    [InlineData("RpcHttp")]
    public void HttpProxy_has_the_columns_and_shapes_of_the_real_fragment(string protocol)
    {
        string real = Directory.GetFiles(Path.Combine(SharedSamples.Unpacked("exchange-fragments"), "exchange-fragments", "artefacts.help-CC0", protocol), "*.LOG").Single();
        string[][] simulated = [.. _server.Files("HttpProxy_*.LOG").Where(f => f.Contains($"/{protocol}/", StringComparison.Ordinal)).SelectMany(Rows)];
        Compare(Fields(real), Rows(real), Fields(_server.Files("HttpProxy_*.LOG")[0]), simulated);
    }

    [Fact]
    public void Ecp_server_has_the_columns_and_shapes_of_the_real_fragment()
    {
        string real = Path.Combine(SharedSamples.Unpacked("exchange-fragments"), "exchange-fragments", "artefacts.help-CC0", "ECPServer20230111-1.LOG");
        string[] files = _server.Files("ECPServer*.LOG");
        Compare(Fields(real), Rows(real), Fields(files[0]), [.. files.SelectMany(Rows)]);

        // The keys within EventData and their order, too.
        string[] keys = Keys(Rows(real)[0][3]);
        Assert.All(files.SelectMany(Rows), row => Assert.Equal(keys, Keys(row[3])));
    }

    [Theory]
    [InlineData("Ews_2023010616-1.LOG", "Ews_*.LOG")]
    [InlineData("Rps_Cmdlet_2023011116-1.LOG", "Rps_Cmdlet_*.LOG")]
    [InlineData("MSGTRKMS2022091915-1.LOG", "MSGTRK*.LOG")]
    [InlineData("RECV2023011116-1.LOG", "RECV*.LOG")]
    [InlineData("AgentLog20220913-1.LOG", "AGENTLOG*.LOG")]
    [InlineData("audit20230111-1.LOG", "audit*.LOG")]
    [InlineData("ECPActivity_11500_20230111-1.LOG", "ECPActivity_*.LOG")]
    public void Other_logs_have_the_columns_and_shapes_of_the_real_fragment(string fragment, string pattern)
    {
        string real = Path.Combine(SharedSamples.Unpacked("exchange-fragments"), "exchange-fragments", "artefacts.help-CC0", fragment);
        string[] files = _server.Files(pattern);
        Compare(Fields(real), Rows(real), Fields(files[0]), [.. files.SelectMany(Rows)]);
    }

    [Fact]
    public void Iis_has_the_columns_of_the_real_fragment()
    {
        string real = Path.Combine(SharedSamples.Unpacked("exchange-fragments"), "exchange-fragments", "velociraptor", "artifacts", "testdata", "files", "csv", "iis.log");
        string[] rows = File.ReadAllLines(real);
        Assert.All(_server.Files("u_ex*.log"), file => Assert.Equal(rows.Single(r => r.StartsWith("#Fields", StringComparison.Ordinal)), File.ReadAllLines(file)[3]));

        // The tail of the query that Exchange adds, of the real probe and of ours.
        string Tail(string row) => row.Split(' ')[5] is var query ? System.Text.RegularExpressions.Regex.Replace(query, "cafeReqId=[^;]*", "cafeReqId=") : "";
        string probe = Tail(rows.Single(r => r.Contains("/ecp/ &Corr", StringComparison.Ordinal)));
        Assert.Contains(_server.Files("u_ex*.log").SelectMany(File.ReadAllLines), r => r.Contains(" /ecp/ ", StringComparison.Ordinal) && Tail(r) == probe);
    }

    /// <summary>
    /// For each column: what the real rows always leave empty or always fill is so in most simulated ones; a value that is a
    /// number or an id there is one here; its length could be one of ours.
    /// </summary>
    private static void Compare(string[] realFields, string[][] real, string[] fields, string[][] simulated)
    {
        Assert.Equal(realFields, fields);
        Assert.True(simulated.Length > 3, "no rows");
        List<string> wrong = [];
        for (int i = 0; i < fields.Length; i++)
        {
            string[] theirs = [.. real.Select(r => r[i]).Where(v => v.Length > 0)], ours = [.. simulated.Select(r => r[i]).Where(v => v.Length > 0)];
            if (theirs.Length == real.Length && ours.Length == 0)
            {
                wrong.Add($"{fields[i]}: never filled, in the real rows always ({theirs[0]})");
            }
            else if (theirs.Length > 0 && ours.Length > 0)
            {
                string[] forms = [.. theirs.Select(Form).Distinct()];
                if (!ours.Any(v => forms.Contains(Form(v))))
                {
                    wrong.Add($"{fields[i]}: {Form(ours[0])} '{ours[0]}', in the real rows {forms[0]} '{theirs[0]}'");
                }

                // A real value is not far from ours in length; names of servers and domains are free.
                int least = ours.Min(v => v.Length), most = ours.Max(v => v.Length);
                if (theirs.Any(v => v.Length < (least / 4) - 2 || v.Length > (most * 4) + 12))
                {
                    wrong.Add($"{fields[i]}: {least} to {most} characters, in the real rows {theirs.Min(v => v.Length)} to {theirs.Max(v => v.Length)}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static string Form(string value) => value switch
    {
        _ when Guid.TryParse(value, out _) => "id",
        _ when long.TryParse(value, out _) => "number",
        _ when value.Length is > 29 and < 40 && value.All(c => char.IsAsciiHexDigit(c) || c == '-') => "id",
        _ when value is "true" or "false" => "truth",
        _ when value.Length == 24 && value[^1] == 'Z' => "time",
        _ when value.Contains('~', StringComparison.Ordinal) => "tilde",
        _ when value.Contains(';', StringComparison.Ordinal) => "list",
        _ => "text",
    };

    private static string[] Fields(string file) => File.ReadAllLines(file).First(r => r.StartsWith("#Fields: ", StringComparison.Ordinal))[9..].Split(',');

    private static string[][] Rows(string file) =>
        [.. File.ReadAllLines(file).Where(r => r.Length > 20 && char.IsDigit(r.TrimStart('\uFEFF')[0])).Select(CsvRow.Split)];

    private static string[] Keys(string data) => [.. data.Replace("''", "", StringComparison.Ordinal).Split(';').Select(p => p.TrimStart('\'').Split('=')[0])];
}
