using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Formats.Archives;

public sealed class CollectedPathTests
{
    private const string Log = @"C:\inetpub\logs\LogFiles\W3SVC1\u_ex210303.log";

    [Theory]
    [InlineData("C/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData("c/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData("c:/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData(@"C:\inetpub\logs\LogFiles\W3SVC1\u_ex210303.log", Log)]
    [InlineData("C_/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData("EXCH01/C$/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData("case/kape/EXCH01/C/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData("uploads/auto/C%3A/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData("EXCH01.zip!/uploads/auto/C%3A/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData("uploads/ntfs/%5C%5C.%5CC%3A/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", Log)]
    [InlineData("uploads/ntfs/%5C%5C.%5CC%3A/Program%20Files/a%25b.log", @"C:\Program Files\a%b.log")]
    [InlineData("a.zip!/C/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log.gz!/u_ex210303.log", Log)]
    [InlineData("D/ExchangeLogs/HttpProxy/Ecp/x.log", @"D:\ExchangeLogs\HttpProxy\Ecp\x.log")]
    [InlineData("C/Program Files/Microsoft/Exchange Server/V15/x.log", @"C:\Program Files\Microsoft\Exchange Server\V15\x.log")]
    [InlineData("C/100%25/x.log", @"C:\100%25\x.log")]
    public void Layouts_of_collectors_give_the_path_on_the_machine(string path, string expected) =>
        Assert.Equal(expected, CollectedPath.Restore(path));

    [Fact]
    public void A_shadow_copy_stays_a_device_path() => Assert.Equal(
        @"\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1\Windows\x.evtx",
        CollectedPath.Restore("uploads/ntfs/%5C%5C%3F%5CGLOBALROOT%5CDevice%5CHarddiskVolumeShadowCopy1/Windows/x.evtx"));

    [Theory]
    [InlineData("EXCH01/IIS_FE_Logs/u_ex210303.log")]
    [InlineData("u_ex210303.log")]
    [InlineData("inetpub/logs/LogFiles/W3SVC1/u_ex210303.log")]
    [InlineData("notes/a/file.txt")]
    [InlineData("C/inetpub/old.zip!/u_ex210303.log")]
    public void A_layout_without_a_drive_has_no_answer(string path) => Assert.Null(CollectedPath.Restore(path));

    [Fact]
    public void The_root_folder_itself_may_be_the_drive()
    {
        Assert.Equal(@"C:\inetpub\x.log", CollectedPath.Restore("inetpub/x.log", "C"));
        Assert.Null(CollectedPath.Restore("inetpub/x.log", "evidence"));
    }

    [Theory]
    [InlineData("uploads/auto/C%3A/%2E%2E/x.log", @"C:\%2E%2E\x.log")]
    [InlineData("uploads/auto/C%3A/a%00b/x.log", @"C:\a%00b\x.log")]
    public void What_decodes_to_harm_stays_encoded(string path, string expected) => Assert.Equal(expected, CollectedPath.Restore(path));
}
