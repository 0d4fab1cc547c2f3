using Hindcast.Tests.Unit.Sigma;
using Hindcast.WebShells;

namespace Hindcast.Tests.Unit.WebShells;

public sealed class BenignPageTests
{
    [Fact]
    public void No_page_of_honest_applications_is_called_a_web_shell()
    {
        string folder = SharedData.Unpacked("benign-web");
        List<string> wrong = [];
        int pages = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            pages++;
            PageReport report = ServerPageScanner.Scan(File.ReadAllBytes(path), path);
            if (report.Verdict >= PageVerdict.LikelyWebShell)
            {
                wrong.Add($"{Path.GetRelativePath(folder, path)}: {report.Score} {string.Join("; ", report.Reasons)}");
            }
        }

        Assert.True(pages > 4700, $"{pages}");
        Assert.Empty(wrong);
    }
}
