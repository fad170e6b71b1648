namespace Reproduction.Runs;

/// <summary>
/// The models that all seeds share, as they stand before a run is begun. Other seeds may have learnt from them: none is made anew without
/// that somebody asked for it.
/// </summary>
internal static class SharedModels
{
    /// <summary>
    /// Makes sure that a run may take them as they are, make them anew, or move them aside.
    /// </summary>
    /// <param name="root">The experiment's folder.</param>
    /// <param name="stages">The stages of the run.</param>
    /// <param name="now">Under what it computes.</param>
    /// <param name="resume">Whether what was made for another recipe may be made anew.</param>
    /// <param name="force">Whether what cannot be gone on with is moved aside.</param>
    /// <exception cref="BadInputException">
    /// One is there for another recipe, or made under other surroundings, and nobody said what to do with it; or another process works on
    /// it.
    /// </exception>
    /// <returns>The folders to move aside (<see cref="MoveAside"/>).</returns>
    public static IReadOnlyList<string> Check(string root, IReadOnlyList<Stage> stages, Surroundings now, bool resume, bool force)
    {
        Dictionary<Stage, string?> known = [];
        List<string> aside = [];
        foreach (var stage in stages.Where(stage => stage.Model.Seed is not null))
        {
            var folder = Path.Combine(root, stage.Place);
            var (other, difference) =
                (Other(stage), StageRecord.Read(new StageFiles(root, stage).RecordPath)?.Surroundings.Difference(now));
            if (other is null && difference is null) continue;
            if (force) aside.Add(folder);
            else if (other is null)
                throw new BadInputException($"{folder}: cannot resume: {difference}; --force moves it aside and starts anew");
            else if (!resume)
                throw new BadInputException(
                    $"{folder}: {other}, and other seeds may have learnt from it; --resume makes it anew, --force moves it aside, another "
                    + "--out leaves it alone");
        }
        return [.. aside.Distinct()];

        // Why what is there is not what the stage would make; null where it is, or where nothing is there.
        string? Other(Stage stage)
        {
            if (known.TryGetValue(stage, out var why)) return why;
            var files = new StageFiles(root, stage);
            var state = files.State();
            return known[stage] = state == StageState.NotBegun ? null
                : state == StageState.Stale ? $"{stage.Name} was made for another recipe or from other inputs"
                : state == StageState.Begun && files.Lost is not null ? $"{stage.Name} was done, and what it made has changed or gone"
                : stage.Needs.Select(Other).FirstOrDefault(reason => reason is not null);
        }
    }

    /// <summary>Makes sure that some of them can be moved aside, before anything else is.</summary>
    /// <param name="folders">Their folders.</param>
    /// <exception cref="BadInputException">Another process works in one.</exception>
    public static void CheckFree(IReadOnlyList<string> folders)
    {
        foreach (var folder in folders) FolderLock.Take(folder).Dispose();
    }

    /// <summary>Moves some of them aside.</summary>
    /// <param name="folders">Their folders.</param>
    /// <exception cref="BadInputException">Another process works in one, or it cannot be moved.</exception>
    public static void MoveAside(IReadOnlyList<string> folders)
    {
        CheckFree(folders);
        foreach (var folder in folders) RunFolder.MoveAside(folder);
    }
}
