using System.Text;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Listings;

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

    [Fact]
    public void Rows_of_Velociraptors_file_finder_are_a_listing()
    {
        ReadArtefact read = ReadArtefact.Of("""
            {"OSPath":"C:\\inetpub\\wwwroot\\x.aspx","Inode":"","Mode":"-rw-rw-rw-","Size":42,"MTime":"2021-03-03T05:00:00.5Z","ATime":"2021-03-03T05:00:00Z","CTime":"2021-03-03T05:00:00Z","BTime":"2021-03-03T04:00:00.1234567Z","Keywords":"","IsDir":false,"Upload":null,"Hash":{"MD5":"0123456789abcdef0123456789abcdef","SHA256":"ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789"},"Data":{"a":[1,2]}}
            {"OSPath":"\\\\.\\C:\\inetpub","Mode":"drwx","Size":0,"MTime":"2021-03-03T05:00:00Z","IsDir":true}
            {"OSPath":"C:\\a{b","Size":1,"MTime":"2021
            """);
        Assert.Equal(
            [@"C:\inetpub\wwwroot\x.aspx|42|abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789|0123456789abcdef0123456789abcdef|file|2021-03-03T04:00:00.1234567Z", @"C:\inetpub|0|||folder|2021-03-03T05:00:00Z"],
            read.Records.Select(r => $"{r.Value("TargetFilename")}|{r.Value("Size")}|{r.Value("SHA256")}|{r.Value("MD5")}|{r.Value("Type")}|{r.Time}"));
        Assert.Equal(["HC2106"], read.Codes);
    }

    [Fact]
    public void Rows_of_a_parsed_master_file_table_say_what_is_deleted()
    {
        ReadArtefact read = ReadArtefact.Of("""
            {"EntryNumber":7,"InUse":false,"OSPath":"C:\\inetpub\\wwwroot\\x.aspx","FileName":"x.aspx","FileSize":9,"IsDir":false,"Created0x10":"2021-03-03T04:00:00Z","LastModified0x10":"2021-03-03T05:00:00Z"}
            {"EntryNumber":8,"InUse":true,"ParentPath":"C:\\inetpub\\wwwroot","FileName":"y.aspx","FileSize":9,"IsDir":false,"Created0x10":"2021-03-03T04:00:00Z","LastModified0x10":"2021-03-03T05:00:00Z"}
            """);
        Assert.Equal([@"C:\inetpub\wwwroot\x.aspx true", @"C:\inetpub\wwwroot\y.aspx false"], read.Records.Select(r => $"{r.Value("TargetFilename")} {r.Value("Deleted")}"));
        Assert.Empty(read.Codes);
    }

    [Theory]
    [InlineData("[{\"OSPath\":\"C:\\\\a\",\"Size\":1},{\"OSPath\":\"C:\\\\b\",\"Size\":2}]")]
    [InlineData("[\n {\"OSPath\":\"C:\\\\a\",\"Size\":1},\n {\"OSPath\":\"C:\\\\b\",\"Size\":2}\n]\n")]
    [InlineData("[\n {\n  \"OSPath\": \"C:\\\\a\",\n  \"Size\": 1\n },\n {\n  \"OSPath\": \"C:\\\\b\",\n  \"Size\": 2\n }\n]\n")]
    public void A_list_of_rows_is_read_however_it_is_laid_out(string text)
    {
        ReadArtefact read = ReadArtefact.Of(text);
        Assert.Equal([@"C:\a 1", @"C:\b 2"], read.Records.Select(r => $"{r.Value("TargetFilename")} {r.Value("Size")}"));
        Assert.Empty(read.Codes);
        Assert.All(read.Records, r => Assert.Contains("OSPath", text.Substring((int)r.Location.OffsetBytes, (int)r.Location.LengthBytes), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"name\":\"a\",\"version\":\"1\"}")]
    [InlineData("{\"Pid\":4,\"Name\":\"System\",\"CommandLine\":\"\"}")]
    [InlineData("{\"OSPath\":")]
    [InlineData("[]")]
    public void Other_JSON_is_no_listing(string text) => Assert.False(new JsonListingReader().Recognises(new ArtefactHead(System.Text.Encoding.UTF8.GetBytes(text), "x.json")));

    [Fact]
    public void JSON_that_never_ends_is_read_in_bounded_time()
    {
        string text = "{\"OSPath\":\"C:\\\\a\",\"Size\":1}\n" + string.Concat(Enumerable.Repeat("{\n", 500_000));
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        ReadArtefact read = ReadArtefact.Of(text);
        Assert.Single(read.Records);
        Assert.Equal(["HC2106"], read.Codes);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Fact]
    public void Damaged_JSON_neither_throws_nor_hangs()
    {
        byte[] whole = System.Text.Encoding.UTF8.GetBytes("[{\"OSPath\":\"C:\\\\a\",\"Size\":1,\"Hash\":{\"SHA256\":\"\\ud800\"}},\n{\"OSPath\":\"C:\\\\b\",\"Size\":2}]");
        for (int i = 0; i < whole.Length; i++)
        {
            ReadArtefact.With(new JsonListingReader(), whole[..i]);
            foreach (byte changed in (byte[])[0, (byte)'{', (byte)'}', (byte)'"', (byte)'\\', 0xFF])
            {
                byte[] bytes = [.. whole];
                bytes[i] = changed;
                ReadArtefact.With(new JsonListingReader(), bytes);
            }
        }
    }
}
