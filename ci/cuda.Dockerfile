# The image of a CUDA runner, from an image with the .NET 10 SDK on Debian or Ubuntu, such as Microsoft's. No CUDA toolkit: libtorch
# brings its own libraries, the host the driver.
#   docker build -f ci/cuda.Dockerfile --build-arg SDK=IMAGE -t reproduction-cuda .
#   docker run --gpus all -v "$PWD/out:/src/out" -v "$HOME/data:/data" -e DATA=/data reproduction-cuda
ARG SDK
FROM ${SDK}
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates gawk git libgomp1 make unzip \
    && rm -rf /var/lib/apt/lists/*
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility
WORKDIR /src
COPY . .
# Built here and not in each container: the build joins libtorch's libraries, 6 GB, from their packages, for which /tmp takes 2 GB.
RUN dotnet build -c Release -p:Accelerator=cuda --nologo -v quiet
CMD ["ci/cuda-runner.sh"]
