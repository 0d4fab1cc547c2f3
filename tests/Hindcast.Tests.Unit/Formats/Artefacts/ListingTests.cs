using System.Text;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Tests.Unit.Formats.Artefacts;

public sealed class ListingTests
{
    private const string Sha256 = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";

    [Theory]
    [InlineData("\"FullName\",\"Length\",\"CreationTimeUtc\",\"LastWriteTimeUtc\"", "\"C:\\inetpub\\wwwroot\\a.aspx\",\"120\",\"2021-03-03 04:10:00\",\"2020-01-01 00:00:00\"", "2021-03-03T04:10:00Z")]
    [InlineData("OSPath,Size,Mtime,Btime", "C:\\inetpub\\wwwroot\\a.aspx,120,2020-01-01T00:00:00Z,2021-03-03T04:10:00.5Z", "2021-03-03T04:10:00.500Z")]
    [InlineData("ParentPath,FileName,FileSize,Created0x10,LastModified0x10", "C:\\inetpub\\wwwroot,a.aspx,120,2021-03-03 04:10:00.1234567,2020-01-01 00:00:00", "2021-03-03T04:10:00.1234567Z")]
    [InlineData("CopiedTimestamp,SourceFile,DestinationFile,FileSize,SourceFileSha1,CreatedOnUtc,ModifiedOnUtc", "x,C:\\inetpub\\wwwroot\\a.aspx,D:\\y,120,,2021-03-03 04:10:00,", "2021-03-03T04:10:00Z")]
    [InlineData("path;size;mtime", "C:\\inetpub\\wwwroot\\a.aspx;120;2021-03-03T05:10:00+01:00", "2021-03-03T04:10:00Z")]
    [InlineData("FullName\tLength\tLastWriteTime", "C:/inetpub/wwwroot/a.aspx\t120\t3/3/2021 4:10:00 AM", null)]
    [InlineData("FullName,Length,LastWriteTime", "C:/inetpub/wwwroot/a.aspx,120,2021-03-03 04:10:00", null)]
    public void Usual_column_names_are_understood(string header, string row, string? time)
    {
        ReadArtefact read = ReadArtefact.Of($"{header}\r\n{row}\r\n");
        ArtefactRecord file = Assert.Single(read.Records);
        Assert.Empty(read.Codes);
        Assert.Equal((@"C:\inetpub\wwwroot\a.aspx", "120", time), (file.Value("TargetFilename"), file.Value("Size"), file.Time?.ToString()));
        Assert.Equal(2, file.Location.Line);
    }

    [Fact]
    public void Hashes_of_get_filehash_go_by_their_algorithm()
    {
        ReadArtefact read = ReadArtefact.Of($"#TYPE Microsoft.PowerShell.Commands.FileHashInfo\r\n\"Algorithm\",\"Hash\",\"Path\"\r\n\"SHA256\",\"{Sha256}\",\"C:\\a, b.aspx\"\r\n\"MD5\",\"zz\",\"C:\\c\"\r\n");
        Assert.Equal([Sha256.ToLowerInvariant(), ""], read.Records.Select(r => r.Value("SHA256")));
        Assert.Equal(@"C:\a, b.aspx", read.Records[0].Value("TargetFilename"));
    }

    [Fact]
    public void Bodyfile_gives_times_size_and_hash()
    {
        ReadArtefact read = ReadArtefact.Of("""
            0|c:/inetpub/wwwroot/a.aspx|123-128-1|r/rrwxrwxrwx|0|0|120|1614744600|1577836800|1614744600|1614744600
            0|c:/inetpub/wwwroot/a.aspx ($FILE_NAME)|123-48-2|r/rrwxrwxrwx|0|0|120|1614744600|1577836800|1614744600|1614744600
            9f86d081884c7d659a2feaa0c55ad015|c:/x|y (deleted)|5|d/drwx|0|0|0|0|0|0|0
            broken
            """);
        Assert.Equal([@"c:\inetpub\wwwroot\a.aspx", @"c:\x|y"], read.Records.Select(r => r.Value("TargetFilename")));
        Assert.Equal(("2021-03-03T04:10:00Z", "2020-01-01T00:00:00Z"), (read.Records[0].Time.ToString(), read.Records[0].Value("Modified")));
        Assert.Equal(("folder", "true", null), (read.Records[1].Value("Type"), read.Records[1].Value("Deleted"), read.Records[1].Time?.ToString()));
        Assert.Equal(["HC2106"], read.Codes);
    }

    [Theory]
    [InlineData(" Directory of C:\\inetpub\\wwwroot", "03/03/2021  04:10 AM             1,120 a b.aspx", "1120")]
    [InlineData(" Verzeichnis von C:\\inetpub\\wwwroot", "03.03.2021  04:10             1.120 a b.aspx", "1120")]
    [InlineData(" R\u00e9pertoire de C:\\inetpub\\wwwroot", "03/03/2021  04:10             1\u00a0120 a b.aspx", "1120")]
    public void Dir_output_is_read_in_any_language_without_a_time(string folder, string row, string size)
    {
        ReadArtefact read = ReadArtefact.Of($" Volume in drive C is System\r\n Volume Serial Number is 0000-0000\r\n\r\n{folder}\r\n\r\n{row}\r\n{row[..17]}    <DIR>          aspnet_client\r\n               1 File(s)          1,120 bytes\r\n");
        Assert.Equal([@"C:\inetpub\wwwroot\a b.aspx", @"C:\inetpub\wwwroot\aspnet_client"], read.Records.Select(r => r.Value("TargetFilename")));
        Assert.Equal((size, "file", null), (read.Records[0].Value("Size"), read.Records[0].Value("Type"), read.Records[0].Time));
        Assert.Equal("folder", read.Records[1].Value("Type"));
        Assert.Empty(read.Codes);
    }

    [Fact]
    public void Listings_in_utf16_have_their_places_in_the_file()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("FullName,Length\r\nC:\\\u00e4.aspx,1\r\nC:\\\u010a\u0a00.aspx,2\r\n")];
        ReadArtefact read = ReadArtefact.Of(bytes);
        Assert.Equal([2L, 3L], read.Records.Select(r => r.Location.Line));
        Assert.Equal("C:\\\u010a\u0a00.aspx,2", Encoding.Unicode.GetString(read.Records[1].Raw.Span));
    }

    [Fact]
    public void Over_long_lines_are_cut_and_the_rest_is_read_HC2104()
    {
        string text = $"FullName,Length\nC:\\{new string('a', 300_000)},1\nC:\\b,2\n";
        ReadArtefact read = ReadArtefact.Of(text);
        Assert.Equal(["HC2104", "HC2106"], read.Codes.Order(StringComparer.Ordinal));
        ArtefactRecord last = Assert.Single(read.Records);
        Assert.Equal((@"C:\b", 3L, (long)text.IndexOf("C:\\b", StringComparison.Ordinal)), (last.Value("TargetFilename"), last.Location.Line, last.Location.OffsetBytes));
    }

    [Fact]
    public void Lines_that_cross_the_buffer_are_whole()
    {
        string text = "FullName,Length\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"C:\\inetpub\\wwwroot\\file{i}.aspx,{i}\n"));
        ReadArtefact read = ReadArtefact.Of(text);
        Assert.Empty(read.Codes);
        Assert.Equal(9000, read.Records.Count);
        Assert.All(read.Records.Select((r, i) => (r, i)), p => Assert.Equal((p.i.ToString(), (long)p.i + 2), (p.r.Value("Size"), p.r.Location.Line)));
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("path,comment\n1,2\n")]
    [InlineData("Name,Size\nx,1\n")]
    public void Other_tables_are_no_listing(string text) => Assert.Null(ArtefactFormats.Find(Encoding.UTF8.GetBytes(text), "x.csv"));
}
