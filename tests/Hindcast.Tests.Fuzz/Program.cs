using Hindcast.Tests.Fuzz;
using SharpFuzz;

// "evtx": a target for afl-fuzz (see docs/formats/evtx.md). Without arguments: replays the corpus and reports like a test program.
if (args is ["evtx"])
{
    Fuzzer.OutOfProcess.Run(static stream =>
    {
        using MemoryStream input = new();
        stream.CopyTo(input);
        EvtxTarget.Run(input.ToArray());
    });
    return 0;
}

int total = 0;
int failed = 0;
foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "corpus", "evtx")).Order(StringComparer.Ordinal))
{
    total++;
    try
    {
        EvtxTarget.Run(File.ReadAllBytes(file));
    }
    catch (Exception failure)
    {
        failed++;
        Console.WriteLine($"{Path.GetFileName(file)}: {failure}");
    }
}

Console.WriteLine($"Hindcast.Tests.Fuzz  Total: {total}, Errors: 0, Failed: {failed}, Skipped: 0");
return failed == 0 ? 0 : 1;
