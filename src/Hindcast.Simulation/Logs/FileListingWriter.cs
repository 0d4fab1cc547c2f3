using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Simulation.Intrusions;
using Hindcast.Simulation.Randomness;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Logs;

/// <summary>
/// A listing of the files of a server with times and hashes, as it is made when the evidence is collected: as PowerShell's CSV, or as
/// a body file, which also has what was deleted not long ago. Rows of what intruders placed belong to the step that placed it.
/// </summary>
internal sealed class FileListingWriter(ServerPlan plan, Script script, string root)
{
    private const string CsvFile = "listing/files.csv";
    private const string BodyFile = "listing/bodyfile.txt";
    private const string Administrators = "BUILTIN\\Administrators";

    internal IReadOnlyList<WrittenLine> Write(ListingForm form)
    {
        if (form == ListingForm.None)
        {
            return [];
        }

        string path = form == ListingForm.Csv ? CsvFile : BodyFile, full = Path.Combine(root, path);
        List<WrittenLine> lines = [];
        using MemoryStream text = new();
        long number = 0;
        if (form == ListingForm.Csv)
        {
            Put("\"FullName\",\"Length\",\"CreationTimeUtc\",\"LastWriteTimeUtc\",\"SHA256\",\"Version\",\"Owner\"", null);
        }

        foreach (ListedFile file in Files().OrderBy(f => f.Path, StringComparer.Ordinal).Where(f => form == ListingForm.Body || f.RemovedTicks is null))
        {
            Put(form == ListingForm.Csv ? Csv(file) : Body(file), file);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, text.ToArray());
        return lines;

        void Put(string row, ListedFile? file)
        {
            number++;
            byte[] bytes = Encoding.UTF8.GetBytes(row);
            if (file is { Step: >= 0 })
            {
                lines.Add(new WrittenLine(file.Step, LogKind.FileListing, path, number, text.Length, bytes.Length, file.CreatedTicks - (file.CreatedTicks % TimeSpan.TicksPerSecond), file.Proves, null));
            }

            text.Write(bytes);
            text.Write("\r\n"u8);
        }
    }

    private IEnumerable<ListedFile> Files()
    {
        foreach (ListedFile file in plan.IsOrion ? OrionFiles.Of(plan, script) : ExchangeFiles())
        {
            yield return file;
        }

        foreach (ScriptedEvent happened in script.Events)
        {
            foreach (PlantedFile file in happened.Files)
            {
                string sha256 = file.Sha256 ?? Convert.ToHexStringLower(SHA256.HashData(file.Content));

                // A hash that was published tells what the file is; the name of a page alone is worth a look and proves nothing.
                Outcome proves = happened.Actor.Length == 0 || file.Kind != "page" ? Outcome.None : file.Sha256 is null ? Outcome.Attempted : Outcome.Succeeded;
                yield return new ListedFile(Windows(file.Path), file.Content.Length, file.WrittenTicks, sha256, "", happened.Actor.Length == 0 ? Administrators : "NT AUTHORITY\\SYSTEM", file.Step, proves, file.RemovedTicks);
            }
        }
    }

    /// <summary>Pages and libraries that come with Exchange, of the day on which they were installed.</summary>
    private IEnumerable<ListedFile> ExchangeFiles()
    {
        long installed = plan.FirstDay.AddDays(-200).AddHours(9).Ticks;
        foreach ((string path, byte[] content) in WebRootWriter.OwnFiles)
        {
            yield return new ListedFile(Windows(path), content.Length, installed, Convert.ToHexStringLower(SHA256.HashData(content)), "", Administrators);
        }

        SeededRandom random = SeededRandom.For(plan.Seed, "listing");
        foreach (string name in new[] { "Microsoft.Exchange.HttpProxy.dll", "Microsoft.Exchange.Common.dll", "Microsoft.Exchange.Data.dll", "Microsoft.Exchange.Management.dll", "ExSetup.exe" })
        {
            yield return new ListedFile(
                "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Bin\\" + name, random.Between(40_000, 9_000_000), installed, random.Text("0123456789abcdef", 64),
                plan.BuildAt(plan.Collected.Ticks).Build.ToString(), Administrators);
        }
    }

    internal static string Windows(string path) => path[0] + ":" + path[1..].Replace('/', '\\');

    private static string Csv(ListedFile file) => string.Create(
        CultureInfo.InvariantCulture, $"\"{file.Path}\",\"{file.Size}\",\"{Time(file.CreatedTicks)}\",\"{Time(file.CreatedTicks)}\",\"{file.Sha256.ToUpperInvariant()}\",\"{file.Version}\",\"{file.Owner}\"");

    private static string Body(ListedFile file)
    {
        long created = Seconds(file.CreatedTicks);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{file.Sha256}|{file.Path.Replace('\\', '/')}{(file.RemovedTicks is null ? "" : " (deleted)")}|0|r/rrwxrwxrwx|0|0|{file.Size}|{created}|{created}|{Seconds(file.RemovedTicks ?? file.CreatedTicks)}|{created}");
    }

    private static string Time(long ticks) => new DateTime(ticks).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static long Seconds(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
