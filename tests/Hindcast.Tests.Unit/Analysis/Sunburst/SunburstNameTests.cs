using CsCheck;
using Hindcast.Analysis.Sunburst;

namespace Hindcast.Tests.Unit.Analysis.Sunburst;

/// <summary>The names that vendors published, what is no name, and the round trip with an encoder.</summary>
public sealed class SunburstNameTests
{
    [Theory]
    [InlineData("7sbvaemscs0mc925tb99.appsync-api.us-west-2.avsvmcloud.com", "1D71011E992C3D68", "2020-06-11T22:30:00Z")]
    [InlineData("gq1h856599gqh538acqn.appsync-api.us-west-2.avsvmcloud.com", "F90BDDB47E495629", "2020-06-13T08:30:00Z")]
    [InlineData("6a57jk2ba1d9keg15cbg.appsync-api.eu-west-1.avsvmcloud.com", "FC07EB59E028D3EE", "2020-06-13T09:00:00Z")]
    [InlineData("ihvpgv9psvq02ffo77et.appsync-api.us-east-2.avsvmcloud.com", "DB7DE5B93573A3F7", "2020-06-20T02:30:00Z")]
    [InlineData("k5kcubuassl3alrf7gm3.appsync-api.eu-west-1.avsvmcloud.com", "3C327147876E6EA4", "2020-07-22T17:00:00Z")]
    [InlineData("mhdosoksaccf9sni9icp.appsync-api.eu-west-1.avsvmcloud.com", "3C327147876E6EA4", "2020-07-23T18:30:00Z")]
    public void Published_names_that_got_a_CNAME_are_pings_of_stage_2(string name, string host, string time)
    {
        SunburstRecord record = Accept(name);

        Assert.Equal(SunburstRecordKind.Ping, record.Kind);
        Assert.Equal(host, record.HostId);
        Assert.Equal(time, record.Time!.Value.ToString());
        Assert.True(record.IsStage2);
    }

    [Theory]
    [InlineData("1fik67gkncg86q6daovthro0love0oe2.appsync-api.us-west-2.avsvmcloud.com", "BD41966E451E4A0A", 0, "qingmei-inc.co")]
    [InlineData("r1qshoj05ji05ac6eoip02jovt6i2v0c.appsync-api.us-west-2.avsvmcloud.com", "F9A9387F7D252842", 0, null)]
    [InlineData("eo5talvjhsjtgtcs3iquvhthi0c12eu1.appsync-api.us-east-2.avsvmcloud.com", "6776BAB682780615", 35, null)]
    [InlineData("fivu4vjamve5vfrtn2huov.appsync-api.us-west-2.avsvmcloud.com", "D1A02E5E320BD18E", 35, null)]
    public void Published_name_records_decode(string name, string host, int piece, string? text)
    {
        SunburstRecord record = Accept(name);

        Assert.Equal(SunburstRecordKind.Name, record.Kind);
        Assert.Equal(host, record.HostId);
        Assert.Equal(piece, record.Piece);
        Assert.NotEmpty(record.PieceText);
        Assert.Equal(text ?? record.PieceText, record.PieceText);
    }

    [Theory]
    [InlineData("aovthro08ove0ge2h", "qingmei-inc.com")]
    [InlineData("aovthro0love0oe2", "qingmei-inc.co")]
    public void Published_substitution_texts_decode(string encoded, string text)
    {
        Assert.True(SunburstText.TrySubstitution(encoded, out string decoded, out _));
        Assert.Equal(text, decoded);
    }

    [Fact]
    public void Published_base_32_text_decodes()
    {
        Assert.True(SunburstText.TryBase32("00" + "9tslbqv1ftss4r01eqtobmv1", isWhole: true, out string decoded, out _));
        Assert.Equal("qingmei-inc.com", decoded);
    }

    [Fact]
    public void Published_report_names_Defender_stopped_and_running()
    {
        SunburstRecord record = Accept("lt5ai41qh5d53qoti3mkmc0.appsync-api.us-west-2.avsvmcloud.com");

        Assert.Equal(SunburstRecordKind.Report, record.Kind);
        Assert.Equal("F9A9387F7D252842", record.HostId);
        Assert.Equal("2020-06-16T00:00:00Z", record.Time!.Value.ToString());
        Assert.Equal([new SunburstProduct("Windows Defender", IsStopped: true, IsRunning: true)], record.Products);
    }

    [Theory]
    [InlineData("5btjo4rcbp3tiq8bo6t.appsync-api.us-east-1.avsvmcloud.com", "the region does not agree")]
    [InlineData("7sbvaemscs0mc925tb99.appsync-api.us-east-1.avsvmcloud.com", "the region does not agree")]
    [InlineData("7sbvaemscs0mc925tb99.appsync-api.us-west-1.avsvmcloud.com", "a region that the implant never uses")]
    [InlineData("a1-139.avsvmcloud.com", "not of the form")]
    [InlineData("avsvmcloud.com", "not of the form")]
    [InlineData("7sbvaemscs0mc925tb99.appsync-api.us-west-2.avsvmcloud.com.contoso.example", "not below avsvmcloud.com")]
    [InlineData("www.contoso.example", "not below avsvmcloud.com")]
    [InlineData("zzzzzzzzzzzzzzzzzzzz.appsync-api.us-west-2.avsvmcloud.com", "outside the base 32 alphabet")]
    [InlineData("7sbv.appsync-api.us-west-2.avsvmcloud.com", "4 characters")]
    [InlineData("7sbvaemscs0mc925tb997sbvaemscs0mc925tb99.appsync-api.us-west-2.avsvmcloud.com", "40 characters")]
    [InlineData("1fik67gkncg86q6daovthro0love0o.appsync-api.us-west-2.avsvmcloud.com", "not the last and not full")]
    [InlineData("1fik67gkncg86q6.appsync-api.us-west-2.avsvmcloud.com", "15 characters")]
    [InlineData("", "not below")]
    [InlineData(".", "not below")]
    public void Names_that_are_none_are_rejected_with_a_reason(string name, string reason)
    {
        SunburstDecoding decoding = SunburstName.Decode(name);

        Assert.Null(decoding.Record);
        Assert.Contains(reason, decoding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_and_a_final_dot_do_not_matter() => Assert.Equal(
        Accept("7sbvaemscs0mc925tb99.appsync-api.us-west-2.avsvmcloud.com"),
        Accept("7sBvAeMsCs0mC925TB99.AppSync-API.us-west-2.AVSVMCLOUD.com."));

    [Fact]
    public void What_the_encoder_writes_is_decoded_again_in_both_encodings() =>
        Gen.Select(
            Gen.Byte.Array[8],
            Gen.OneOf(
                Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-_."].Array[1, 90],
                Gen.Char["abcXYZ019-._ \u00e4\u00df\u4e2d"].Array[1, 90]),
            Gen.Int[0, int.MaxValue],
            Gen.Int[0, 0x7FFF],
            Gen.Bool).Sample((id, characters, seed, halfHours, flag) =>
        {
            // Two dots in a row, or a dot at the start, make no domain name.
            string domain = "d" + new string(characters).Replace("..", ".x", StringComparison.Ordinal).Replace("..", ".x", StringComparison.Ordinal);
            Random random = new(seed);
            string host = Convert.ToHexString(id);
            IReadOnlyList<string> names = SunburstEncoder.Domain(id, domain, random);
            SunburstRecord[] records = [.. names.Select(Accept)];
            Random.Shared.Shuffle(records);

            Assert.All(records, r => Assert.Equal(host, r.HostId));
            SunburstDomain joined = SunburstDomain.Join(records);
            Assert.Equal(domain, joined.Text);
            Assert.True(joined.IsComplete);

            DateTime time = new DateTime(2020, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(30 * (halfHours % 14000));
            int? products = seed % 3 == 0 ? null : halfHours;
            SunburstRecord record = Accept(SunburstEncoder.Time(id, time, flag, products, random));
            Assert.Equal(host, record.HostId);
            Assert.Equal(time, record.Time!.Value.Utc);
            Assert.Equal(flag, record.IsStage2);
            Assert.Equal(products is null ? SunburstRecordKind.Ping : SunburstRecordKind.Report, record.Kind);
            Assert.Equal(SunburstProduct.FromWord(products ?? 0), record.Products);
        });

    [Fact]
    public void Random_text_is_never_a_name_and_never_throws() =>
        Gen.String[0, 300].Sample(text => Assert.Null(SunburstName.Decode(text).Record));

    [Fact]
    public void Random_labels_below_the_zone_never_throw_and_are_accepted_seldom_as_time_records()
    {
        // What can be promised about made-up names of the right shape (docs/sunburst.md): check digit, type, length and time
        // window leave few time records; name records have little but region, piece number and length to be checked by.
        const string alphabet = "ph2eifo3n5utg1j8d94qrvbmk0sal76c";
        string[] regions = ["eu-west-1", "us-west-2", "us-east-1", "us-east-2"];
        Random random = new(20201213);
        int times = 0, names = 0;
        const int tries = 200_000;
        for (int i = 0; i < tries; i++)
        {
            string label = new([.. Enumerable.Range(0, random.Next(17, 33)).Select(_ => alphabet[random.Next(32)])]);
            SunburstRecord? record = SunburstName.Decode($"{label}.appsync-api.{regions[random.Next(4)]}.avsvmcloud.com").Record;
            times += record is { Kind: not SunburstRecordKind.Name } ? 1 : 0;
            names += record is { Kind: SunburstRecordKind.Name } ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"accepted of {tries}: {times} time records, {names} name records");
        Assert.InRange(times, 0, tries / 10_000);
        Assert.InRange(names, 0, tries / 100);
    }

    private static SunburstRecord Accept(string name)
    {
        SunburstDecoding decoding = SunburstName.Decode(name);
        Assert.True(decoding.Record is not null, $"{name}: {decoding.Reason}");
        return decoding.Record;
    }
}
