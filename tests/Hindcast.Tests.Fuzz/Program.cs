using Hindcast.Tests.Fuzz;
using SharpFuzz;

// "dns", "evtx" or "page": a target for afl-fuzz (see docs/formats/evtx.md). Without arguments: replays the corpora and reports like a test program.
(string Name, Action<byte[]> Run)[] targets =
[
    ("dns", DnsTarget.Run),
    ("evtx", input => EvtxTarget.Run(input)),
    ("page", input => PageTarget.Run(input)),
    ("artefacts", ArtefactTarget.Run),
];
if (args is [string wanted] && targets.FirstOrDefault(t => t.Name == wanted).Run is { } target)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using MemoryStream input = new();
        stream.CopyTo(input);
        target(input.ToArray());
    });
    return 0;
}

int total = 0;
int failed = 0;
foreach ((string name, Action<byte[]> run) in targets)
{
    foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "corpus", name)).Order(StringComparer.Ordinal))
    {
        total++;
        try
        {
            run(File.ReadAllBytes(file));
        }
        catch (Exception failure)
        {
            failed++;
            Console.WriteLine($"{Path.GetFileName(file)}: {failure}");
        }
    }
}

Console.WriteLine($"Hindcast.Tests.Fuzz  Total: {total}, Errors: 0, Failed: {failed}, Skipped: 0");
return failed == 0 ? 0 : 1;
