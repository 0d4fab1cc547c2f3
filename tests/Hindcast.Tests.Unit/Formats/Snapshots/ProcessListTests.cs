using System.Text;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Snapshots;
using Hindcast.Tests.Unit.Formats.Artefacts;

namespace Hindcast.Tests.Unit.Formats.Snapshots;

public sealed class ProcessListTests
{
    /// <summary>Rows as Velociraptor's Windows.System.Pslist names them; of the idle process nothing can be read.</summary>
    private const string Velociraptor = """
        {"Pid":4,"Ppid":0,"TokenIsElevated":true,"Name":"System","CommandLine":null,"Exe":null,"TokenInfo":{"SID":"S-1-5-18"},"Hash":null,"Authenticode":null,"Username":"NT AUTHORITY\\SYSTEM","WorkingSetSize":8192}
        {"Pid":2200,"Ppid":900,"TokenIsElevated":true,"Name":"w3wp.exe","CommandLine":"c:\\windows\\system32\\inetsrv\\w3wp.exe -ap \"MSExchangeOWAAppPool\"","Exe":"C:\\Windows\\System32\\inetsrv\\w3wp.exe","Hash":{"MD5":"aa","SHA1":"bb","SHA256":"cc"},"Username":"NT AUTHORITY\\SYSTEM"}
        {"Pid":3100,"Ppid":2200,"TokenIsElevated":true,"Name":"cmd.exe","CommandLine":"cmd /c ver","Exe":"C:\\Windows\\System32\\cmd.exe","Hash":{"MD5":"aa","SHA1":"bb","SHA256":"cc"},"Username":"NT AUTHORITY\\SYSTEM"}

        """;

    [Fact]
    public void Program_is_told_with_its_parent_in_the_names_of_Sysmon()
    {
        ReadArtefact read = ReadArtefact.Of(Velociraptor, "results/Windows.System.Pslist.json");
        Assert.IsType<ProcessListReader>(read.Reader);
        Assert.Equal(["System", @"C:\Windows\System32\inetsrv\w3wp.exe", @"C:\Windows\System32\cmd.exe"], read.Records.Select(r => r.Value("Image")));
        ArtefactRecord shell = read.Records[2];
        Assert.Equal(
            (@"C:\Windows\System32\inetsrv\w3wp.exe", "c:\\windows\\system32\\inetsrv\\w3wp.exe -ap \"MSExchangeOWAAppPool\"", "2200", "3100", @"NT AUTHORITY\SYSTEM", "SHA1=BB,MD5=AA,SHA256=CC", null),
            (shell.Value("ParentImage"), shell.Value("ParentCommandLine"), shell.Value("ParentProcessId"), shell.Value("ProcessId"), shell.Value("User"), shell.Value("Hashes"), shell.Time));
        Assert.Equal(3, shell.Location.Line);
        Assert.Empty(read.Codes);
    }

    [Fact]
    public void List_that_PowerShell_wrote_is_read_with_its_times()
    {
        ReadArtefact read = ReadArtefact.Of(
            Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("""
            [
                {
                    "Name":  "w3wp.exe",
                    "ProcessId":  2200,
                    "ParentProcessId":  900,
                    "ExecutablePath":  "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
                    "CommandLine":  "w3wp",
                    "CreationDate":  "\/Date(1614758400123)\/",
                    "CSName":  "EX01"
                },
                {
                    "Name":  "cmd.exe",
                    "ProcessId":  3100,
                    "ParentProcessId":  2200,
                    "ExecutablePath":  "C:\\Windows\\System32\\cmd.exe",
                    "CommandLine":  "cmd",
                    "CreationDate":  "\/Date(1614758460000)\/",
                    "CSName":  "EX01"
                }
            ]
            """)).ToArray());
        Assert.Equal(["2021-03-03T08:00:00.123Z", "2021-03-03T08:01:00.000Z"], read.Records.Select(r => r.Time.ToString()));
        Assert.Equal((@"C:\Windows\System32\inetsrv\w3wp.exe", "EX01"), (read.Records[1].Value("ParentImage"), read.Records[1].Value("Computer")));
    }

    [Fact]
    public void Parent_is_of_the_same_machine_and_began_before_its_child()
    {
        static string Row(string machine, int number, int parent, string start) =>
            FormattableString.Invariant($$"""{"Fqdn":"{{machine}}","Pid":{{number}},"Ppid":{{parent}},"Name":"p{{number}}","CommandLine":"","StartTime":"{{start}}"}""") + "\n";
        ReadArtefact read = ReadArtefact.Of(
            Row("a.contoso.example", 1, 2, "2021-03-03T08:00:00Z") + Row("a.contoso.example", 2, 0, "2021-03-03T09:00:00Z")
            + Row("b.contoso.example", 3, 2, "2021-03-03T10:00:00Z") + Row("b.contoso.example", 4, 3, "2021-03-03T10:00:00Z") + Row("b.contoso.example", 5, 5, "2021-03-03T10:00:00Z"));
        Assert.Equal(["", "", "", "p3", ""], read.Records.Select(r => r.Value("ParentImage")));
    }

    [Fact]
    public void Broken_row_costs_itself_and_says_so()
    {
        string[] rows = Velociraptor.Split('\n');
        ReadArtefact read = ReadArtefact.Of(string.Join('\n', rows[0], "{\"Pid\":1,", "{\"OSPath\":\"C:\\\\x\",\"Size\":1}", rows[1], rows[2]));
        Assert.Equal(3, read.Records.Count);
        Assert.Equal(2, read.Input.BadRecords);
        Assert.Equal(["HC2106"], read.Codes.Distinct());
    }

    [Fact]
    public void Any_prefix_and_any_changed_byte_is_read_without_an_error()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Velociraptor);
        ProcessListReader reader = new();
        for (int i = 0; i < bytes.Length; i++)
        {
            ReadArtefact.With(reader, bytes[..i]);
            byte[] changed = [.. bytes];
            changed[i] ^= 0x15;
            ReadArtefact.With(reader, changed);
        }
    }
}
