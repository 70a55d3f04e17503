# The program with everything it reads with; used by compose.yaml.
FROM python:3.11.13-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends \
      tesseract-ocr tesseract-ocr-vie && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock pyproject.toml ./
RUN pip install --no-cache-dir -r requirements.lock
COPY . .
# A volume begins with the owner of the folder that it covers.
RUN pip install --no-cache-dir --no-deps . && useradd --create-home danchieu && \
    install --directory --owner=danchieu /data
USER danchieu
CMD ["danchieu", "serve", "--host", "0.0.0.0"]
